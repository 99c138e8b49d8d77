export { forgetChanges, resumeChanges, workThrough } from './run/job.ts'

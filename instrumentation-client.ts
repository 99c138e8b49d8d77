// Before any page's own code: zod would try out whether it may evaluate, which the page's policy forbids and reports.
// This object is what its `config({ jitless: true })` writes to; importing that would bring zod to every page.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

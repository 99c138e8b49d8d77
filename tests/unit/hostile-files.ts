// The files that the stand-in sends to do harm, for the tests of lib, which may not import the stand-in.
export { hugePng, SCRIPTED_SVG } from '#standin/faults/hostile-files.ts'

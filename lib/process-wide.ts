/**
 * One value for the whole process. The bundler gives routes, actions and instrumentation their own copies of a
 * module, and the server around them has another: what must exist once (the database, the worker, the open
 * streams) lives on globalThis.
 */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`atelier.${name}`)
  if (!Reflect.has(globalThis, key)) Reflect.set(globalThis, key, make())
  // Only this function writes the key, and always with the maker of the same name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Reflect.get(globalThis, key) as T
}

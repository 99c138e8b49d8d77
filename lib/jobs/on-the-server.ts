import { registerHooks } from 'node:module'

// `server-only` keeps a module out of the browser: the bundler reads it so, and Node alone would throw at it. What runs
// here without the bundler is the server: work that goes on in the background keeps to the same rules, in the same
// modules, as what people do by a page.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'server-only'
      ? { url: 'data:text/javascript,', format: 'module', shortCircuit: true }
      : next(specifier, context),
})

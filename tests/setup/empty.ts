// Stands where the bundler would put `server-only`, whose plain entry throws outside a React server.
export {}

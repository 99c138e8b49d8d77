export * from './schema/address.ts'
export * from './schema/gallery.ts'
export * from './schema/limits.ts'
export * from './schema/share.ts'

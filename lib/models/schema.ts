export * from './schema/model.ts'
export * from './schema/parameter.ts'
export * from './schema/estimate.ts'

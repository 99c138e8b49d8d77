export * from './schema/settings.ts'
export { orderOf } from './schema/order.ts'

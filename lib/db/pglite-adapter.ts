import type { Transaction as PGliteTransaction } from '@electric-sql/pglite'
import { PGlite } from '@electric-sql/pglite'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

type TransactionBody = (transaction: PGliteTransaction) => Promise<unknown>

/**
 * pglite-prisma-adapter 0.7.2 with two of its silences mended: a script that fails now rejects (it was not awaited,
 * so a broken migration counted as applied), and a COMMIT that PostgreSQL turns into a rollback now rejects (the
 * error was dropped, so a transaction could look committed and be gone).
 */
export function pgliteAdapter(pglite: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite)
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => loud(await factory.connect(), pglite),
    connectToShadowDb: () => pgliteAdapter(new PGlite('memory://')).connect(),
  }
}

function loud(adapter: SqlDriverAdapter, pglite: PGlite): SqlDriverAdapter {
  adapter.executeScript = async (script) => void (await pglite.exec(script))
  adapter.startTransaction = async () => {
    let outcome: Promise<unknown> | undefined
    const observed = new Proxy(pglite, {
      get: (target, property): unknown =>
        property === 'transaction'
          ? (body: TransactionBody) => (outcome = target.transaction(body))
          : Reflect.get(target, property, target),
    })
    const transaction = await (await new PrismaPGlite(observed).connect()).startTransaction()
    const commit = transaction.commit.bind(transaction)
    transaction.commit = async () => {
      await commit()
      await outcome
    }
    return transaction
  }
  return adapter
}

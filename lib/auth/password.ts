import { hash, verify } from '@node-rs/argon2'

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. About 20 ms here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A password as it is stored: argon2id with its salt and cost, in its own encoded form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Of no password that anybody has: what a sign-in of an unknown person is compared with, so that it takes as long. */
const nobody = hashPassword(crypto.getRandomValues(new Uint32Array(8)).join())

/** Compares in the same time whether there is such a person or not. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const isRight = await verify(stored ?? (await nobody), password)
  return isRight && stored !== null
}

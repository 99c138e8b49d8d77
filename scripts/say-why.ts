/** Ends the process with a sentence where a person can mend what is wrong, and with the stack where it is a bug. */
export async function orSayWhy(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isForPeople = error instanceof Error && ['AppError', 'EnvError', 'BuildError'].includes(error.name)
    console.error(isForPeople ? error.message : error)
    process.exit(1)
  }
}

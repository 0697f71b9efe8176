// The output of a script while it runs, and how it ends after an error.

/** An error whose message says what to do, in one sentence. It is shown without a stack. */
export class Advice extends Error {
  constructor(sentence, options) {
    super(sentence, options);
    this.name = "Advice";
  }
}

export function say(text = "") {
  process.stdout.write(`${text}\n`);
}

export function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

/** Runs a script's main function. After a failure, its message is the last line on the screen. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n${textOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** Only unexpected errors get a stack: the output of a failed tool is already on the screen. */
export function textOf(error) {
  const isExpected = error instanceof Advice || error?.name === "RunError";
  return isExpected ? error.message : (error?.stack ?? String(error));
}

const noNetwork = new RegExp(
  [
    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT",
    "could not (resolve|connect)|failed to (download|fetch|connect|query)|network failure|spurious network",
    "download of .* failed|temporary failure|timed out",
  ].join("|"),
  "i",
);

/**
 * Converts the output of a failed tool to one sentence. It detects the two common causes and returns `otherwise` for
 * the rest.
 */
export function adviceFor(output, what, otherwise) {
  if (/ENOSPC|No space left|os error 28|not enough space|disk (quota|full)/i.test(output)) {
    return `${what} failed because the disk is full: free about 3 GB and run the same command again.`;
  }
  if (noNetwork.test(output)) {
    return (
      `${what} failed because the network could not be reached: check the connection (or the proxy settings) ` +
      "and run the same command again."
    );
  }
  return otherwise;
}

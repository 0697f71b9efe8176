import { isLtiProError, LtiPro } from "zoom-lti-pro";

export default {
  /** A cron trigger: one message for each user. */
  async scheduled(_event, env) {
    const userIds = (await env.STORE.get("users", "json")) ?? [];
    for (let start = 0; start < userIds.length; start += 100) {
      const bodies = userIds.slice(start, start + 100).map((userId) => ({ body: { userId } }));
      await env.USERS.sendBatch(bodies);
    }
  },

  /** The consumer. A message may arrive twice, so it only replaces what is stored. */
  async queue(batch, env) {
    const credentials = { key: env.LTI_KEY, secret: env.LTI_SECRET };
    using zoom = new LtiPro(credentials, { baseUrl: env.LTI_BASE_URL });
    for (const message of batch.messages) await update(zoom, message, env.STORE);
  },
};

async function update(zoom, message, store) {
  const { userId } = message.body;
  try {
    const { meetings, complete } = await zoom.meetings({ userId }).all();
    // An incomplete list must not replace a complete one.
    if (!complete) return message.retry({ delaySeconds: 60 });
    await store.put(`meetings/${userId}`, JSON.stringify(meetings));
    await store.delete(`failed/${userId}`);
    message.ack();
  } catch (error) {
    if (!isLtiProError(error) || error.retryable) return message.retry({ delaySeconds: secondsBefore(error) });
    // The same call would fail again: a wrong userId, secret or baseUrl. The stored list stays.
    await store.put(`failed/${userId}`, error.code);
    message.ack();
  }
}

/** What the server asked for, or a minute. */
function secondsBefore({ retryAfter = 60_000 }) {
  return Math.ceil(retryAfter / 1000);
}

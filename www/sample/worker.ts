import { listMeetings } from "zoom-lti-pro";

interface Env {
  LTI_KEY: string;
  LTI_SECRET: string;
}

export default {
  async fetch(_request: Request, env: Env) {
    const credentials = {
      key: env.LTI_KEY,
      secret: env.LTI_SECRET,
    };
    const page = await listMeetings(
      credentials,
      { userId: "_vIWeZ76TtuFceCKHkVk4Q" },
    );
    return Response.json(page.list);
  },
};

import axios from "axios";
const { H, P, K, T, USERID, SIG, U } = process.env;
const how = process.argv[2],
  bare = process.argv[3] === "params";
const config = { headers: { "X-Lti-Signature": SIG } };
if (bare) config.params = { isUpComing: true, key: K, pageNum: 1, pageSize: 20, timestamp: Number(T), userId: USERID };
try {
  const r = await axios.get(bare ? `https://${H}${P}` : U, config);
  if (how === "response") console.log(r);
  if (how === "config") console.log(r.config);
} catch (error) {
  if (how === "log") console.log(error);
  if (how === "json") console.log(JSON.stringify(error));
  if (how === "tojson") console.log(error.toJSON());
  if (how === "request") console.log(error.request);
}

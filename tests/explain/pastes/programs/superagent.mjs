import superagent from "superagent";
const { U, SIG } = process.env;
try {
  await superagent.get(U).set("X-Lti-Signature", SIG);
} catch (error) {
  console.log(error.response ? error.response.request : error);
}

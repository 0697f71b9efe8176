/**
 * The messages for each kind of mistake: what is wrong, and what to do. `{name}`, `{seen}` and `{expected}` are
 * placeholders for a finding's facts. A part in square brackets is left out if one of its facts is missing.
 */
import type { FindingCode } from "./codes.js";

export interface Words {
  message: string;
  fix: string;
}

export const findings: Record<FindingCode, Words> = {
  no_parameters: {
    message: "There is no parameter in this text.",
    fix: "Paste the whole URL, the curl command or the query.",
  },
  missing_parameter: {
    message: "The parameter {name} is missing from the query.",
    fix: "Send {name} in the query, and sign it; what stands in a body is not signed.",
  },
  misspelt_parameter: {
    message: "The parameter {name} is misspelt[: the API's name is {expected}].",
    fix: "Write {expected}, in exactly these letters, in the URL and in the base string.",
  },
  unknown_parameter: {
    message: "The API does not document the parameter {name}.",
    fix: "If a tool added it after signing, the signature no longer fits: sign exactly what is sent.",
  },
  tool_parameter: {
    message: "The parameter {name} is one that a tool, a cache or a link tracker adds[; it was not signed].",
    fix: "Keep it out of the URL, or sign the URL after it was added.",
  },
  query_too_long: {
    message: "The query is too long[: {seen}]; a request has at most 100 parameters, and 16384 bytes in them.",
    fix: "Send fewer or shorter parameters, and paste nothing else along.",
  },
  duplicate_parameter: { message: "The parameter {name} is given twice.", fix: "Send and sign each parameter once." },
  empty_parameter: {
    message: "The parameter {name} is empty.",
    fix: "Leave it out of the query and of the base string, or give it a value in both.",
  },
  unsignable_value: {
    message: "The value of {name} holds &, a control character or broken percent-encoding, and cannot be signed.",
    fix: "Find out where the character came from, and send the value without it.",
  },
  times_sign: {
    message: "“×tamp” was “&timestamp”: a text extractor read &times as the sign ×.",
    fix: "Type &timestamp anew instead of copying it from a page or a PDF.",
  },
  escaped_separator: {
    message: "An & between the parameters was escaped[: {seen}].",
    fix: "Join the parameters with a plain &, in the base string and in the URL.",
  },
  invisible_character: {
    message: "There is a blank, a quote or a character that shows as nothing or as another[ in {name}][: {seen}].",
    fix: "Type the value anew, or trim it when it is read.",
  },
  is_up_coming: {
    message: "isUpComing is not written as the API writes it[: {seen}].",
    fix: "Write true or false, in small letters, in the base string and in the URL.",
  },
  page_num: {
    message: "pageNum is not a whole number from 1 in plain digits[: {seen}].",
    fix: "Send and sign a whole number from 1, without a decimal point, zero or blank around it.",
  },
  page_size: {
    message: "pageSize is not a whole number from 1 to 1000 in plain digits[: {seen}].",
    fix: "Send and sign a whole number from 1 to 1000.",
  },
  user_id: {
    message: "userId is empty, or what a missing variable leaves behind[: {seen}].",
    fix: "Take the Zoom user's id: the request user/settings/all of LTI Pro, in the developer tools, shows it.",
  },
  user_id_email: {
    message: "userId looks like an e-mail address.",
    fix: "Take the Zoom user's id instead: the request user/settings/all of LTI Pro, in the developer tools, shows it.",
  },
  invalid_value: {
    message: "The API does not accept this value of {name}[: {seen}].",
    fix: "Send and sign a value that the API documents for {name}.",
  },
  key_placeholder: {
    message: "The key is empty, or what a template or a missing variable leaves behind[: {seen}].",
    fix: "Copy the LTI key from the LTI Pro configuration page (Edit, beside the LTI credential).",
  },

  timestamp_seconds: {
    message: "The timestamp is in seconds[: {seen}].",
    fix: "Use milliseconds, 13 digits, such as Date.now() gives, in the base string and in the URL.",
  },
  timestamp_unit: {
    message: "The timestamp is in a smaller unit than milliseconds[: {seen}].",
    fix: "Use milliseconds, 13 digits.",
  },
  timestamp_format: {
    message: "The timestamp is not a whole number in plain digits[: {seen}].",
    fix: "Write the milliseconds since 1970 as 13 plain digits, without a point, separators or an exponent.",
  },
  timestamp_zero: {
    message:
      "The timestamp lies before 2020: the clock was never set, or is that of a Worker's top level, which stands at 0.",
    fix: "Read the clock inside the request handler.",
  },
  timestamp_zone: {
    message: "The timestamp is off by what a time zone makes[ ({seen})]: local time was taken as UTC.",
    fix:
      "Take the milliseconds since 1970 as the platform counts them (Date.now(), time.time() * 1000), and " +
      "build no date by hand.",
  },
  timestamp_expired: {
    message: "The timestamp is too old: a signature is valid for 60 minutes[; the clock said {expected}].",
    fix: "Sign each request anew, just before it is sent, and set the computer's clock.",
  },
  timestamp_ahead: {
    message: "The timestamp lies ahead of the clock[, which said {expected}].",
    fix: "Set the clock of the computer that signs.",
  },

  plus_in_url: {
    message: "The URL has a + in the value of {name}, which servers read as a space.",
    fix: "Write %2B for a + in the URL; in the base string it stays +.",
  },
  unquoted_url: {
    message: "The URL stands without quotes, so that the shell ends it at the first &.",
    fix: "Put the URL in quotes.",
  },
  header_name: {
    message: "The header is called {name}; the API reads X-Lti-Signature.",
    fix: "Send the signature as X-Lti-Signature. Small or capital letters make no difference.",
  },
  header_in_query: {
    message: "The signature stands in the query, as {name}.",
    fix: "Send it as the header X-Lti-Signature, and keep it out of the query.",
  },
  header_missing: { message: "The request has no header X-Lti-Signature.", fix: "Send the signature in it." },
  wrong_host: { message: "The request goes to {seen}.", fix: "The API's host is {expected}." },
  wrong_path: {
    message: "The path {seen} is none that the API documents.",
    fix: "The nearest documented one is {expected}.",
  },
  wrong_method: { message: "The method is {seen}.", fix: "This path is called with {expected}." },
  not_https: { message: "The request is sent without TLS: whoever sees it can use it for an hour.", fix: "Use https." },

  header_corrupted: {
    message: "No 20 bytes give the last character of this header: it was cut or changed on the way.",
    fix: "Copy the header whole; it has 27 characters.",
  },
  header_padded: { message: "Padding was left on: there is a = at the end of the header.", fix: "Take the = off." },
  header_standard_alphabet: {
    message:
      "The header is written in the standard alphabet of base64. About 44 in 100 signatures hold neither + " +
      "nor /, so this mistake works at times.",
    fix: "Use base64url: - for +, _ for /, and no = at the end.",
  },
  header_space: {
    message:
      "There is a space in the header: a + was read as one on the way, and should have been a - in the first place.",
    fix: "Use base64url: - for +, _ for /, and no = at the end.",
  },
  header_percent_encoded: {
    message: "The header is percent-encoded.",
    fix: "Send the plain characters: headers are not decoded.",
  },
  header_hex: {
    message: "The header is the digest in hexadecimal digits.",
    fix: "Encode the 20 raw bytes as base64url instead.",
  },
  header_hex_base64: {
    message: "The hexadecimal text of the digest was encoded as base64, not its bytes.",
    fix: "Encode the 20 raw bytes: ask the HMAC for bytes, not for hex.",
  },
  header_base64_twice: { message: "The digest was encoded as base64 twice.", fix: "Encode the 20 raw bytes once." },
  header_sha256: { message: "The header is as long as a SHA-256 digest.", fix: "Use HMAC-SHA1." },
  header_sha512: { message: "The header is as long as a SHA-512 digest.", fix: "Use HMAC-SHA1." },
  header_md5: { message: "The header is as long as an MD5 digest.", fix: "Use HMAC-SHA1." },
  header_text: {
    message: "The digest went through a text string, which changed its bytes.",
    fix: "Encode the bytes of the digest, not a string made of them.",
  },
  header_prefixed: {
    message: "Something stands around the signature, such as sha1= or quotes.",
    fix: "Send the signature alone.",
  },
  header_artefact: {
    message:
      "The header is what a program prints for a value, not the value: bytes that were not encoded, or a " +
      "promise that was not awaited.",
    fix: "Encode the 20 bytes of the digest as base64url text.",
  },
  header_secret: {
    message: "The header is the LTI secret, or shows it: whoever saw the request can sign in your name.",
    fix: "Make a new secret on the LTI Pro configuration page, and send the signature instead.",
  },
  header_key: {
    message: "The header is the LTI key.",
    fix: "The key belongs into the query, as key; the header takes the signature.",
  },
  header_unknown: {
    message: "The header is not a signature: 27 characters of A–Z, a–z, 0–9, - and _ are.",
    fix: "Encode the 20 bytes of the HMAC-SHA1 as base64url without padding.",
  },

  parameter_order: {
    message: "The parameters were signed in another order[: {seen}].",
    fix: "Sort them by name, capitals before small letters[: {expected}]. Send the query in that order, too.",
  },
  parameter_not_signed: {
    message: "What is sent was not all signed: {name} is missing from the base string.",
    fix: "Sign exactly the parameters of the query.",
  },
  parameter_not_sent: {
    message: "{name} was signed and is not in the query.",
    fix: "Send {name} in the query, too, or sign without it.",
  },
  value_differs: {
    message: "{name} was signed with another value than it is sent with[: {seen} in place of {expected}].",
    fix: "Build the base string and the URL from the same variables.",
  },
  name_differs: {
    message: "A parameter was signed under another name than it is sent under[: {seen} in place of {expected}].",
    fix: "Use the API's own names, in exactly these letters, in the base string and in the URL.",
  },
  timestamp_differs: {
    message:
      "The clock was read twice: the signature was made with another timestamp than is sent[: {seen} in " +
      "place of {expected}].",
    fix: "Read the clock once, and use the value in the base string and in the URL.",
  },
  encoded_values: {
    message: "The values were percent-encoded before they were signed.",
    fix: "Sign the values as they are; encode them for the URL alone.",
  },
  url_in_base_string: {
    message: "More than the parameters was signed[: {seen} before them].",
    fix: "Sign the parameters alone: no ?, path, host or method.",
  },
  body_signed: {
    message: "The body was signed.",
    fix: "Sign the parameters of the query alone; the body is not signed.",
  },
  json_signed: { message: "The parameters were signed as JSON.", fix: "Sign name=value, joined by &, sorted by name." },
  joiner: {
    message: "Names, values and parameters were joined otherwise.",
    fix: "Write name=value, and & between the parameters.",
  },
  line_end: {
    message: "A line feed or blank was signed along with the base string.",
    fix: "Use echo -n or printf '%s', or take the end of the line off.",
  },
  text_encoding: {
    message: "The base string was signed in another text encoding.",
    fix: "Sign its UTF-8 bytes, without a byte order mark.",
  },
  signature_signed: {
    message: "The signature itself, or the name of its header, was signed along.",
    fix: "Sign the parameters alone.",
  },
  secret_signed: {
    message: "The secret was signed as a part of the base string.",
    fix: "The secret is the key of the HMAC and stands nowhere in the message.",
  },
  artefact_signed: {
    message: "What was signed is not the base string but {seen}.",
    fix: "Sign the text name=value&…, not the object it is made of.",
  },
  oauth1_base_string: {
    message: "A base string of OAuth 1 was signed: method, URL and parameters.",
    fix: "Sign the parameters alone; this API is not OAuth 1.",
  },

  digest_algorithm: { message: "The digest was made with another hash[: {seen}].", fix: "Use HMAC-SHA1." },
  plain_hash: {
    message: "A hash was taken in place of the HMAC, or the HMAC of an HMAC.",
    fix: "Use HMAC-SHA1, with the secret as its key and the base string as its message.",
  },
  arguments_swapped: {
    message: "The HMAC's key and message are in each other's place.",
    fix: "The secret is the key, the base string the message; some functions take the message first.",
  },
  key_as_secret: {
    message: "The HMAC's key is a public value of the request, not the secret.",
    fix: "Sign with the LTI secret; the LTI key only goes into the query.",
  },
  key_and_secret_swapped: {
    message:
      "Key and secret are in each other's place: the secret stands in the query as key, and the signature " +
      "was made with “{name}”.",
    fix:
      "Put each in the other's place. The secret was sent in a URL, where others may have read it: make a new " +
      "one on the LTI Pro configuration page.",
  },
  other_secret: {
    message: "The signature was made with the secret “{name}”.",
    fix:
      "Sign with the secret that belongs to the key in the query; if “{name}” is that secret, its signature is " +
      "right.",
  },
  secret_blank: {
    message: "The secret has a blank, a quote or an invisible character around it.",
    fix: "Trim the secret when it is read; echo, files and copying add a line feed.",
  },
  secret_encoding: {
    message: "The secret was decoded, encoded or changed before it was used.",
    fix: "Use the secret's characters as they are, as UTF-8, although they look like base64.",
  },
  oauth1_key: { message: "The HMAC's key is the secret with an &, as OAuth 1 has it.", fix: "Use the secret alone." },
  secret_placeholder: {
    message: "In place of the secret a placeholder was used[: {seen}].",
    fix: "The variable that should hold the secret was not set, or not replaced: set it where the program runs.",
  },

  answer_other_error: {
    message: "The answer's error is another one ({seen}): the signature was not what was refused.",
    fix: "Look at the rights of the user and at what was asked for.",
  },
  answer_empty_list: {
    message: "The answer is an empty list: the signature was accepted.",
    fix:
      "Only meetings scheduled in or imported into a course through LTI Pro are listed, and userId must be the " +
      "Zoom user's id, not an e-mail address.",
  },
  answer_accepted: {
    message: "The answer says that the request was accepted.",
    fix: "Nothing is to be done about the signature.",
  },
};

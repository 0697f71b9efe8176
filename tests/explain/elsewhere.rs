//! Texts without a request to this API: nothing in them is called certain.

use zoom_lti_pro::explain::{Grade, Input, LabeledSecret, diagnose};

const TEXTS: [&str; 51] = [
    "Verify LTI signature failed(2203).",
    "{\"status\":false,\"errorCode\":\"401\",\"errorMessage\":\"Verify LTI signature failed(2203).\"}",
    concat!(
        "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n",
        "    x = sign(key=key, secret=secret)\nKeyError: 'timestamp'"
    ),
    concat!(
        "const key = process.env.KEY;\nconst timestamp = Date.now();\n",
        "const q = `key=${key}&timestamp=${timestamp}&userId=${userId}`;"
    ),
    "How do I sign? key=value pairs?",
    "SELECT * FROM t WHERE key=1 AND timestamp=2",
    "https://devforum.zoom.us/t/lti-pro/1?u=bob",
    "https://lms.example/?a=1&b=2",
    "function sign(key, userId) { return hmac(secret, `key=${key}`) }",
    "lorem ipsum lorem ipsum lorem ipsum lorem ipsum lorem ipsum",
    "npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.example/x?y=1",
    "import hmac\nbase = \"&\".join(f\"{k}={v}\" for k, v in sorted(p.items()))",
    "key,timestamp,userId\na,b,c",
    "{\"key\": \"abc\"}",
    "<html><body>401</body></html>",
    "X-Lti-Signature",
    "curl --help",
    "curl https://example.com/",
    "GET / HTTP/1.1\nHost: example.com",
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "a=b",
    "?",
    "=",
    "&",
    "key",
    "timestamp: 2022",
    "commit 1234\nAuthor: Bob\nDate: Fri\n\n  fix key=val",
    "PATH=/usr/bin:/bin\nKEY=abc\nUSER=bob",
    "version: '3'\nservices:\n  web:\n    environment:\n      - KEY=a&b",
    "2022-08-26 08:07:28 INFO start pageSize=20 pageNum=1",
    "The userId must be encoded; see pageNum=1&pageSize=20 in the docs.",
    "SELECT key, timestamp FROM x;",
    "https://zoom.us/oauth/authorize?response_type=code&client_id=abc",
    "java.lang.NullPointerException\n\tat a.b.C.d(C.java:1)",
    "${jndi:ldap://x/a?b=c}",
    "mailto:bob@example.com?subject=key&body=timestamp",
    "isUpComing",
    "key timestamp userId pageNum pageSize",
    "data:text/plain,key=1",
    "ws://x?key=1",
    "https://maps.example/static?key=AIza&signature=JrT8zgPd1UQGEaa64zn-0v-OD8w=",
    "https://x.blob.example/c/b?sv=2022-11-02&sig=KI6cKsyLSPXvf4G2AVAiBCWNM7M%3D",
    "X-Twilio-Signature: B6y4zYHuqBUNMlT/SBySamPRI5k=\nPOST /sms HTTP/1.1\nHost: me.example\n\nFrom=1&To=2",
    "https://api.example/order?symbol=A&timestamp=1795894800000&signature=00112233445566778899aabbccddeeff",
    concat!(
        "POST /launch HTTP/1.1\nHost: applications.zoom.us\n\nlti_version=LTI-1p0&oauth_consumer_key=abc",
        "&oauth_signature=vz%2FhLzVN4FKuyqW2qIM5JIykvnQ%3D"
    ),
    "https://applications.zoom.us/lti/rich",
    "https://applications.zoom.us/lti/advantage/login?iss=https%3A%2F%2Flms.example&client_id=1000",
    "https://applications.zoom.us/api/v1/lti/rich/user/settings/all?lti_scid=abc",
    "10.0.0.1 - - [28/Nov/2026:19:22:11 +0000] \"GET /index.html?key=abc&page=2 HTTP/1.1\" 200 512",
    "curl 'https://example.com/api?userId=5&timestamp=1795894800000' -H 'X-Signature: SWJfJJXeC7kmrLpVhJulb6itAz7'",
    "key: string, required.\ntimestamp: integer, required.\nuserId: string\nisUpComing: boolean\npageNum: integer",
];

#[test]
fn nothing_is_certain_about_a_text_without_a_request() {
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: "abcdefabcdefabcd",
    }];
    let mut accused = Vec::new();
    for text in TEXTS {
        let quoted = format!("> {}", text.replace('\n', "\n> "));
        let fenced = format!("```\n{text}\n```");
        for request in [text, &quoted, &fenced] {
            let input = Input {
                request,
                secrets: &secrets,
                ..Input::default()
            };
            let explanation = diagnose(&input, u64::MAX);
            if explanation
                .findings
                .iter()
                .any(|finding| finding.grade != Grade::Possible)
            {
                accused.push((request.to_string(), explanation.verdict, explanation.findings));
            }
        }
    }
    assert!(accused.is_empty(), "{} accused: {accused:#?}", accused.len());
}

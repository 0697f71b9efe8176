//! The suite that runs as wasm: the core on the vectors, compared with the platform's WebCrypto and URL.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_lti_pro::decode::decode;
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, WINDOW_MS, sign, verify};
use zoom_lti_pro::signature::{self, Mac};
use zoom_lti_pro::time::{Shift, http_date_ms, in_zone, wall_clock_ms};
use zoom_lti_pro::{Code, Credentials, MeetingStatus, MeetingType};

use crate::common::encoding::base64;
use crate::common::prng::Prng;
use crate::common::{NOW_MS, at, encoding, now, oracle, query_of, stages, vectors};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = importKey)]
    async fn import_key(
        format: &str,
        key: &Uint8Array,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = sign)]
    async fn subtle_sign(algorithm: &str, key: &JsValue, data: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = URL)]
    type Url;
    #[wasm_bindgen(constructor, js_class = "URL")]
    fn new(text: &str) -> Url;
    #[wasm_bindgen(method, getter, js_class = "URL")]
    fn href(this: &Url) -> String;
    #[wasm_bindgen(method, getter, js_class = "URL", js_name = searchParams)]
    fn search_params(this: &Url) -> Object;
}

// The vectors

#[wasm_bindgen_test]
fn rfc2202_mac() {
    stages::rfc2202_mac();
}

#[wasm_bindgen_test]
fn rfc2202_signature() {
    stages::rfc2202_signature();
}

#[wasm_bindgen_test]
fn rfc2202_verified() {
    stages::rfc2202_verified();
}

#[wasm_bindgen_test]
fn printed_base_strings() {
    stages::printed_base_strings();
}

#[wasm_bindgen_test]
fn printed_signatures() {
    stages::printed_signatures();
}

#[wasm_bindgen_test]
fn stages_base_string() {
    stages::stages_base_string();
}

#[wasm_bindgen_test]
fn stages_mac() {
    stages::stages_mac();
}

#[wasm_bindgen_test]
fn stages_signature() {
    stages::stages_signature();
}

#[wasm_bindgen_test]
fn stages_url() {
    stages::stages_url();
}

#[wasm_bindgen_test]
fn stages_verified() {
    stages::stages_verified();
}

// WebCrypto

async fn web_crypto_sign(secret: &[u8], message: &[u8]) -> Vec<u8> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"HMAC".into()).expect("a plain object");
    Reflect::set(&algorithm, &"hash".into(), &"SHA-1".into()).expect("a plain object");
    let usages = Array::of1(&"sign".into());
    let key = import_key("raw", &secret.into(), &algorithm, false, &usages)
        .await
        .expect("a key");
    let digest = subtle_sign("HMAC", &key, &message.into()).await.expect("a digest");
    Uint8Array::new(&digest).to_vec()
}

#[wasm_bindgen_test]
async fn random_secrets_and_messages_sign_as_webcrypto_does() {
    let mut prng = Prng::seeded(1);
    for round in 0..2_000 {
        let (of_secret, of_message) = (prng.below(150) + 1, prng.below(400));
        let (secret, message) = (prng.bytes(of_secret), prng.bytes(of_message));
        let theirs = base64(&web_crypto_sign(&secret, &message).await, encoding::URL_SAFE);
        let ours = signature::sign(&secret, &message);
        assert_eq!(
            ours.as_str(),
            theirs,
            "round {round}: {of_secret} bytes of secret, {of_message} of message"
        );
    }
}

#[wasm_bindgen_test]
async fn the_vectors_sign_as_webcrypto_does() {
    for vector in vectors::stages() {
        let theirs = web_crypto_sign(&vector.secret(), vector.base_string.as_bytes()).await;
        assert_eq!(theirs, vector.mac(), "{}, stage MAC", vector.name);
    }
}

// The platform's URL

fn credentials() -> Credentials {
    Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"secret").expect("a good pair")
}

#[wasm_bindgen_test]
fn a_url_parser_changes_nothing() {
    for vector in vectors::stages() {
        assert_eq!(Url::new(&vector.url).href(), vector.url, "{}, stage URL", vector.name);
    }
}

#[wasm_bindgen_test]
fn a_url_parser_changes_nothing_of_random_requests() {
    let mut prng = Prng::seeded(2);
    for _ in 0..2_000 {
        let url = signed(&mut prng).url;
        assert_eq!(Url::new(&url).href(), url);
    }
}

/// A request of random parameters.
fn signed(prng: &mut Prng) -> SignedRequest {
    let parameters = oracle::parameters(prng);
    sign(&credentials(), BASE_URL, MEETING_LIST, parameters, now()).expect("signed")
}

/// The parameters that a server reads from the URL, sorted, are the base string.
#[wasm_bindgen_test]
fn a_url_parser_reads_what_was_signed() {
    let mut prng = Prng::seeded(3);
    for _ in 0..2_000 {
        let request = signed(&mut prng);
        let read = Array::from(&Url::new(&request.url).search_params());
        let parts: Vec<String> = read.iter().map(|pair| Array::from(&pair).join("=").into()).collect();
        assert_eq!(parts.join("&"), request.base_string);
    }
}

// verify

#[wasm_bindgen_test]
fn random_parameters_are_read_back() {
    let mut prng = Prng::seeded(4);
    for _ in 0..2_000 {
        let request = signed(&mut prng);
        let query = verify(
            &credentials(),
            query_of(&request.url),
            request.signature.as_str(),
            now(),
        )
        .expect("verified");
        assert_eq!(query.base_string(), request.base_string);
    }
}

#[wasm_bindgen_test]
fn every_single_bit_flip_is_refused() {
    let request = sign(&credentials(), BASE_URL, MEETING_LIST, [("userId", "u")], now()).expect("signed");
    let mac = *Mac::decode(request.signature.as_str()).expect("a signature").as_bytes();
    for bit in 0..160 {
        let mut flipped = mac;
        flipped[bit / 8] ^= 1 << (bit % 8);
        let signature = Mac::from_bytes(flipped).encode();
        let error =
            verify(&credentials(), query_of(&request.url), signature.as_str(), now()).expect_err("a flipped bit");
        assert_eq!(error.code(), Code::VerificationFailed, "bit {bit}");
    }
}

#[wasm_bindgen_test]
fn the_window_is_exact() {
    let request = sign(&credentials(), BASE_URL, MEETING_LIST, [("userId", "u")], now()).expect("signed");
    let verified_at = |millis| {
        verify(
            &credentials(),
            query_of(&request.url),
            request.signature.as_str(),
            at(millis),
        )
        .is_ok()
    };
    assert!(verified_at(NOW_MS + WINDOW_MS) && verified_at(NOW_MS - WINDOW_MS));
    assert!(!verified_at(NOW_MS + WINDOW_MS + 1) && !verified_at(NOW_MS - WINDOW_MS - 1));
}

// Time

#[wasm_bindgen_test]
fn start_times_are_read_as_the_platform_reads_them() {
    for text in [
        "2022-08-04 10:00:00",
        "2000-02-29 12:34:56",
        "1970-01-01 00:00:00",
        "1969-12-31 23:59:59",
        "9999-12-31 23:59:59",
    ] {
        let theirs = js_sys::Date::parse(&format!("{}Z", text.replace(' ', "T")));
        assert_eq!(wall_clock_ms(text), whole(theirs), "{text}");
    }
}

#[wasm_bindgen_test]
fn http_dates_are_read_as_the_platform_writes_them() {
    let mut prng = Prng::seeded(5);
    for _ in 0..2_000 {
        let seconds = i32::try_from(prng.between(-2_000_000_000, 2_000_000_000)).expect("32 bits");
        let millis = f64::from(seconds) * 1000.0;
        let text = String::from(js_sys::Date::new(&millis.into()).to_utc_string());
        assert_eq!(http_date_ms(&text), whole(millis), "{text}");
    }
}

#[wasm_bindgen_test]
fn a_gap_and_an_overlap_are_found() {
    let hour = 3_600_000;
    let zone = |before, after| move |instant| Some(if instant < hour { before } else { after });
    let gap = in_zone(2 * hour, zone(hour, 2 * hour)).expect("a known zone");
    let overlap = in_zone(2 * hour, zone(2 * hour, hour)).expect("a known zone");
    assert_eq!((gap.millis, gap.shift), (hour, Shift::Gap));
    assert_eq!((overlap.millis, overlap.shift), (0, Shift::Overlap));
}

/// Converts a whole JavaScript number without a cast.
fn whole(millis: f64) -> Option<i64> {
    format!("{millis:.0}").parse().ok()
}

// The decoder

#[wasm_bindgen_test]
fn the_articles_response_is_decoded() {
    let page = decode(200, include_bytes!("../vectors/article-response.json")).expect("a page");
    assert_eq!(
        (page.page_num, page.page_size, page.total, page.list.len()),
        (1.0, 12.0, 1.0, 1)
    );
    let meeting = page.list.first().expect("a meeting");
    assert_eq!(meeting.meeting_id, "UxDWPuPdT1OBudHV56kYJQ==");
    assert_eq!(meeting.meeting_number, "86756778157");
    assert_eq!(meeting.host_id.as_deref(), Some("_vIWeZ76TtuFceCKHkVk4Q"));
    assert_eq!(meeting.topic.as_deref(), Some("Alpha DevA Course1"));
    assert_eq!(meeting.start_time.as_deref(), Some("2022-08-04 10:00:00"));
    assert_eq!(
        (meeting.duration, meeting.timezone.as_deref()),
        (Some(60.0), Some("Asia/Shanghai"))
    );
    assert_eq!((meeting.pmi.as_deref(), meeting.extra.as_deref()), (None, None));
    assert_eq!(
        (meeting.kind, meeting.status),
        (Some(MeetingType::RecurringNoFixedTime), Some(MeetingStatus::NotStarted))
    );
}

#[wasm_bindgen_test]
fn the_articles_refusal_is_decoded() {
    let error = decode(200, include_bytes!("../vectors/article-refusal.json")).expect_err("a refusal");
    assert_eq!(
        (error.code(), error.error_code(), error.detail()),
        (Code::SignatureRejected, Some("401"), Some(2203))
    );
}

#[wasm_bindgen_test]
fn every_cut_of_the_articles_response_is_truncated() {
    let body = include_bytes!("../vectors/article-response.json").trim_ascii_end();
    for length in 0..body.len() {
        let error = decode(200, &body[..length]).expect_err("a cut body");
        assert_eq!(error.code(), Code::TruncatedBody, "the first {length} bytes");
    }
}

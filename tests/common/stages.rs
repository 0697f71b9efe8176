//! One check for each stage of signing, over one file of vectors. A failure names the vector and the stage.

use zoom_lti_pro::query::{CanonicalQuery, base_string};
use zoom_lti_pro::request::{self, SignedRequest};
use zoom_lti_pro::signature::{Mac, SigningKey, sign};
use zoom_lti_pro::{Credentials, time::Timestamp};

use super::vectors::{Stages, printed, rfc2202, stages};

pub(crate) fn rfc2202_mac() {
    for vector in rfc2202() {
        let mac = SigningKey::new(&vector.key()).mac(&vector.message());
        assert_eq!(
            mac.as_bytes().as_slice(),
            vector.digest(),
            "RFC 2202 case {}, stage MAC",
            vector.case
        );
    }
}

pub(crate) fn rfc2202_truncated_mac() {
    for vector in rfc2202() {
        let mac = SigningKey::new(&vector.key()).mac(&vector.message());
        if let Some(digest96) = vector.digest96() {
            assert!(
                mac.as_bytes().starts_with(&digest96),
                "RFC 2202 case {}, stage MAC-96",
                vector.case
            );
        }
    }
}

pub(crate) fn rfc2202_signature() {
    for vector in rfc2202() {
        let signature = sign(&vector.key(), &vector.message());
        assert_eq!(
            signature.as_str(),
            vector.base64url,
            "RFC 2202 case {}, stage signature",
            vector.case
        );
    }
}

pub(crate) fn rfc2202_verified() {
    for vector in rfc2202() {
        let key = SigningKey::new(&vector.key());
        let verified = key.verifies(&vector.message(), &vector.base64url);
        assert!(verified, "RFC 2202 case {}, stage verify", vector.case);
    }
}

pub(crate) fn printed_base_strings() {
    for vector in printed().base_strings {
        let base = base_string(vector.parameters).expect(&vector.name);
        assert_eq!(base, vector.base_string, "{}, stage base string", vector.name);
    }
}

pub(crate) fn printed_urls() {
    for vector in printed().request_urls {
        let query = vector.url.split_once('?').expect(&vector.name).1;
        let base = CanonicalQuery::parse(query).expect(&vector.name).base_string();
        assert_eq!(base, vector.base_string, "{}, stage base string", vector.name);
    }
}

pub(crate) fn printed_signatures() {
    for vector in printed().signature_shapes {
        let mac = Mac::decode(&vector.signature);
        let again = mac.map(|mac| mac.encode().as_str().to_owned());
        assert_eq!(again, Some(vector.signature), "{}, stage signature", vector.name);
    }
}

pub(crate) fn stages_base_string() {
    for vector in stages() {
        assert_eq!(
            signed(&vector).base_string,
            vector.base_string,
            "{}, stage base string",
            vector.name
        );
    }
}

pub(crate) fn stages_mac() {
    for vector in stages() {
        let mac = SigningKey::new(&vector.secret()).mac(vector.base_string.as_bytes());
        assert_eq!(mac.as_bytes().as_slice(), vector.mac(), "{}, stage MAC", vector.name);
    }
}

pub(crate) fn stages_signature() {
    for vector in stages() {
        assert_eq!(
            signed(&vector).signature.as_str(),
            vector.signature,
            "{}, stage signature",
            vector.name
        );
    }
}

pub(crate) fn stages_url() {
    for vector in stages() {
        assert_eq!(signed(&vector).url, vector.url, "{}, stage URL", vector.name);
    }
}

pub(crate) fn stages_timestamp() {
    for vector in stages() {
        assert_eq!(
            signed(&vector).timestamp.as_millis(),
            vector.timestamp,
            "{}, stage timestamp",
            vector.name
        );
    }
}

pub(crate) fn stages_verified() {
    for vector in stages() {
        let query = vector.url.split_once('?').expect(&vector.name).1;
        let verified = request::verify(&credentials(&vector), query, &vector.signature, timestamp(&vector));
        let base = verified.map(|query| query.base_string());
        assert_eq!(base.as_ref(), Ok(&vector.base_string), "{}, stage verify", vector.name);
    }
}

fn credentials(vector: &Stages) -> Credentials {
    Credentials::new(&vector.key, &vector.secret()).expect(&vector.name)
}

fn timestamp(vector: &Stages) -> Timestamp {
    Timestamp::from_millis(vector.timestamp).expect(&vector.name)
}

pub(crate) fn signed(vector: &Stages) -> SignedRequest {
    let Stages {
        base_url,
        path,
        parameters,
        ..
    } = vector;
    request::sign(
        &credentials(vector),
        base_url,
        path,
        parameters.clone(),
        timestamp(vector),
    )
    .expect(&vector.name)
}

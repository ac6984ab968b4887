//! What running workflows did, stubs of today still do. `CONFORMANCE_SKIP=1` skips it.

use std::env;

use conformance::histories;
use conformance::language::Language;

#[tokio::test]
async fn replay() {
    if env::var_os("CONFORMANCE_SKIP").is_some_and(|value| !value.is_empty()) {
        println!("histories: SKIPPED, because CONFORMANCE_SKIP is set");
        return;
    }
    let mut broken = Vec::new();
    for language in Language::ALL {
        if let Err(error) = histories::replay(language).await {
            broken.push(format!("{language}: {error:#}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

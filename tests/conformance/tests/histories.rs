//! What running workflows did, stubs of today still do. `CONFORMANCE_SKIP=1` skips it.

use std::env;

use conformance::histories;

#[tokio::test]
async fn replay() {
    if env::var_os("CONFORMANCE_SKIP").is_some_and(|value| !value.is_empty()) {
        println!("histories: SKIPPED, because CONFORMANCE_SKIP is set");
        return;
    }
    for language in histories::LANGUAGES {
        histories::replay(language).await.unwrap_or_else(|error| panic!("{language}: {error:#}"));
    }
}

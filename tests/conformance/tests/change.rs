//! Old callers of new workers, and new callers of old ones. `CONFORMANCE_SKIP=1` skips it.

use std::env;

use conformance::change;

#[tokio::test]
async fn both_sides_of_a_change() {
    if env::var_os("CONFORMANCE_SKIP").is_some_and(|value| !value.is_empty()) {
        println!("change: SKIPPED, because CONFORMANCE_SKIP is set");
        return;
    }
    let calls = change::run().await.unwrap_or_else(|error| panic!("{error:#}"));
    println!("{calls} calls between contracts before and after a change");
}

//! What the stubs have for their users' tests, and for schedules. `CONFORMANCE_SKIP=1` skips it.

use std::env;

use conformance::harness;
use conformance::language::Language;

#[tokio::test]
async fn go() {
    run(Language::Go).await;
}

#[tokio::test]
async fn python() {
    run(Language::Python).await;
}

#[tokio::test]
async fn rust() {
    run(Language::Rust).await;
}

#[tokio::test]
async fn typescript() {
    run(Language::TypeScript).await;
}

async fn run(language: Language) {
    if env::var_os("CONFORMANCE_SKIP").is_some_and(|value| !value.is_empty()) {
        println!("harness: SKIPPED, because CONFORMANCE_SKIP is set");
        return;
    }
    harness::run(language).await.unwrap_or_else(|error| panic!("{error:#}"));
}

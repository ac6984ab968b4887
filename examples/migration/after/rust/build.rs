fn main() -> Result<(), stubborn::builder::Error> {
    stubborn::configure().compile(&["../proto"], &["../proto"])
}

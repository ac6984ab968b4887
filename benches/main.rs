//! `cargo bench`: the generator and its peers, on one schema, in one run. Prints tables, then what
//! was asked for and whether it is so; ends with 1 where it is not.

mod drift;
mod inside;
mod measure;
mod peers;
mod report;
mod schema;
mod suite;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use peers::Peers;
use suite::Suite;

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let names = schema::names(1);
    match arguments[..] {
        [] => measure_all(),
        ["checks"] => measure_checks(),
        ["schema", folder] => done(schema::write(Path::new(folder), 1).map_err(Into::into)),
        ["render", folder, target] => done(inside::render(target.parse()?, Path::new(folder), &names)),
        ["tonic", folder] => done(inside::tonic(Path::new(folder), &names)),
        ["protox", folder] => done(inside::protox(Path::new(folder), &names)),
        _ => Err("usage: cargo bench [-- checks | schema FOLDER]".into()),
    }
}

fn done(result: Fallible<()>) -> Fallible<ExitCode> {
    result.map(|()| ExitCode::SUCCESS)
}

fn measure_all() -> Fallible<ExitCode> {
    let target = target_folder();
    let peers = Peers::prepare(&target)?;
    let suite = Suite::prepare(peers, &target.join("bench"))?;
    let results = suite.run()?;
    print!("{results}");
    Ok(if results.all_met() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The quick part of it that CI's users feel.
fn measure_checks() -> Fallible<ExitCode> {
    let target = target_folder();
    let results = drift::measure(&Peers::prepare(&target)?, &target.join("bench/drift"))?;
    print!("{}", report::checks(&results));
    Ok(ExitCode::SUCCESS)
}

/// Where cargo builds, told by where this program is: `<target>/release/deps/generate-<hash>`.
fn target_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).map_or_else(|| PathBuf::from("target"), Path::to_owned)
}

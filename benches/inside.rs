//! What is measured in process. Each runs in a child of the benchmark, so that one's memory is not
//! counted as another's.

use std::cell::RefCell;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use prost::Message;
use prost_build::{Service, ServiceGenerator};
use protox::Compiler;
use protox::file::{ChainFileResolver, GoogleFileResolver, IncludeFileResolver};
use stubborn::config::{Config, Target, TargetConfig};
use stubborn::{descriptor, lower, render};

use crate::measure::repeat;
use crate::schema::{AREAS, GO_MODULE, METHODS};

type Fallible<T> = Result<T, Box<dyn Error>>;

const RUNS: usize = 15;

/// How fast a target's stubs are rendered, and how large they are.
pub struct Rendering {
    pub minimum: Duration,
    pub median: Duration,
    pub lines: usize,
    pub bytes: usize,
}

impl Rendering {
    /// Methods a second, in the best run.
    pub fn rate(&self) -> f64 {
        METHODS as f64 / self.minimum.as_secs_f64()
    }

    /// As one line, for the process that asked.
    fn print(&self) {
        let (minimum, median) = (self.minimum.as_nanos(), self.median.as_nanos());
        println!("{minimum} {median} {} {}", self.lines, self.bytes);
    }

    /// Reads what a child has printed.
    pub fn parse(line: &str) -> Option<Self> {
        let mut numbers = line.split_whitespace().map_while(|number| number.parse::<u64>().ok());
        Some(Self {
            minimum: Duration::from_nanos(numbers.next()?),
            median: Duration::from_nanos(numbers.next()?),
            lines: usize::try_from(numbers.next()?).ok()?,
            bytes: usize::try_from(numbers.next()?).ok()?,
        })
    }
}

/// Renders one target's stubs from a model that is there already.
pub fn render(target: Target, folder: &Path, names: &[String]) -> Fallible<()> {
    let config = Config { targets: vec![target_config(target)] };
    let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let schema = descriptor::compile(&files, &[folder.to_owned()])?;
    let model = lower(&schema, &config)?;

    let (minimum, median) = repeat(RUNS, || drop(render::render(&model, &config)));
    let files = render::render(&model, &config).0;
    let stubs: Vec<_> = files.iter().filter(|file| is_of_schema(&file.path)).collect();
    let bytes = stubs.iter().map(|file| file.content.len()).sum();
    let lines = stubs.iter().flat_map(|file| &file.content).filter(|byte| **byte == b'\n').count();
    Rendering { minimum, median, lines, bytes }.print();
    Ok(())
}

fn target_config(target: Target) -> TargetConfig {
    let module = (target == Target::Go).then(|| ("module".to_owned(), GO_MODULE.to_owned()));
    TargetConfig { target, out: PathBuf::new(), messages: false, options: module.into_iter().collect() }
}

/// Not support code, which is the same for every schema.
fn is_of_schema(path: &str) -> bool {
    AREAS.iter().any(|area| path.strip_prefix(area).is_some_and(|rest| rest.starts_with(['/', '.'])))
}

/// Runs tonic's code generation, client and server, for the same services.
pub fn tonic(folder: &Path, names: &[String]) -> Fallible<()> {
    let services = services(folder, names)?;
    let mut text = String::new();
    let (minimum, median) = repeat(RUNS, || {
        text.clear();
        let mut generator = tonic_prost_build::configure().service_generator();
        for service in &services {
            generator.generate(service.clone(), &mut text);
        }
    });
    Rendering { minimum, median, lines: text.lines().count(), bytes: text.len() }.print();
    Ok(())
}

/// Keeps the services that prost-build would have generated code for.
struct Keep(Rc<RefCell<Vec<Service>>>);

impl ServiceGenerator for Keep {
    fn generate(&mut self, service: Service, _: &mut String) {
        self.0.borrow_mut().push(service);
    }
}

fn services(folder: &Path, names: &[String]) -> Fallible<Vec<Service>> {
    let set = prost_types::FileDescriptorSet::decode(compile(folder, names)?.as_slice())?;
    let requests = set
        .file
        .into_iter()
        .map(|file| (prost_build::Module::from_protobuf_package_name(file.package()), file))
        .collect();
    let kept = Rc::new(RefCell::new(Vec::new()));
    prost_build::Config::new().service_generator(Box::new(Keep(Rc::clone(&kept)))).generate(requests)?;
    Ok(kept.take())
}

/// Compiles the schema by protox alone, for its peak memory.
pub fn protox(folder: &Path, names: &[String]) -> Fallible<()> {
    println!("{}", compile(folder, names)?.len());
    Ok(())
}

fn compile(folder: &Path, names: &[String]) -> Fallible<Vec<u8>> {
    let mut resolver = ChainFileResolver::new();
    resolver.add(GoogleFileResolver::new());
    resolver.add(IncludeFileResolver::new(folder.to_owned()));
    let mut compiler = Compiler::with_file_resolver(resolver);
    compiler.include_imports(true).include_source_info(true);
    for name in names {
        compiler.open_file(name)?;
    }
    Ok(compiler.encode_file_descriptor_set())
}

//! Cases as data: read from YAML, expanded over variables, clients and workers.

mod check;
mod expand;
mod step;
mod template;
mod text;

pub use check::check;
pub use expand::{Case, Known, expand, known_failing};
pub use step::{Call, Error, Events, Handle, Spawn, Start, Step};
pub use template::{Template, load};
pub use text::substitute;

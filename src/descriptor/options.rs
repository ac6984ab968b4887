//! Our annotations, typed: the messages of `proto/stubborn/v1/options.proto`.

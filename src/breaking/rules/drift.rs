//! Whether what is committed is what the schema makes.

use super::rules;

rules! {
    STUB_OUT_OF_DATE: Drift, Error, [Source], Files {
        fires: "A generated file is not what the schema makes now.",
        why: "code compiles against another contract than the schema's",
        before: "gen/python/hello/v1/hello_stubborn.py as it is generated",
        after: "the same file from before the schema changed",
        safely: "run `stubborn generate` and commit what it writes",
    }
    STUB_MISSING: Drift, Error, [Source], Files {
        fires: "A generated file is not there.",
        why: "code that needs it does not compile",
        before: "gen/python/hello/v1/hello_stubborn.py",
        after: "no such file",
        safely: "run `stubborn generate` and commit what it writes",
    }
    STUB_EDITED: Drift, Error, [Source], Files {
        fires: "A generated file was changed by hand.",
        why: "the next run would undo it",
        before: "gen/python/hello/v1/hello_stubborn.py as it is generated",
        after: "the same file with a line changed",
        safely: "put the change where it lasts, in the schema or in code of your own, and run `stubborn generate`",
    }
    STUB_ORPHANED: Drift, Error, [Source], Files {
        fires: "A generated file is left over from a schema that no longer makes it.",
        why: "code may still use a contract that is gone",
        before: "gen/python/hello/v1/hello_stubborn.py, made of hello/v1/hello.proto",
        after: "the same file without that schema",
        safely: "run `stubborn generate`, which removes it",
    }
    STUB_GENERATOR_VERSION: Drift, Warning, [Source], Files {
        fires: "Generated files differ because another version of the generator made them.",
        why: "the schema is the same; the difference says nothing about the contract",
        before: "files of stubborn 0.1.0",
        after: "files of stubborn 0.2.0",
        safely: "pin one version for everybody, or run `stubborn generate` in a change of its own",
    }
    LOCK_MISSING: Drift, Error, [], Files {
        fires: "There is no lock to compare with.",
        why: "nothing would stop a change that strands running workflows",
        before: "stubborn.lock",
        after: "no such file",
        safely: "run `stubborn lock` and commit stubborn.lock, or name another baseline with `--against`",
    }
    LOCK_OUT_OF_DATE: Drift, Error, [], Files {
        fires: "The lock is not the schema's contract, though nothing that it holds is broken. Ends with 3 where nothing worse is found.",
        why: "the next change would be compared with a contract that is no longer in force",
        before: "stubborn.lock as `stubborn lock` writes it",
        after: "the same file from before the schema changed",
        safely: "run `stubborn lock` and commit stubborn.lock",
    }
    LOCK_VERSION: Drift, Error, [], Files {
        fires: "The lock was written by a later version (SB0802). Ends with 2.",
        why: "this version does not know what the lock means",
        before: "version = 1",
        after: "version = 2",
        safely: "use the version of stubborn that wrote the lock, or a later one",
    }
    UNUSED_ALLOW: Drift, Warning, [], Files {
        fires: "An exception matches no finding. One whose symbol comes close to what its rule has found is refused (SB0502), with 2.",
        why: "it would hide the next change like it",
        before: "[[breaking.allow]] of a change that was made and locked",
        after: "the same exception, a month later",
        safely: "remove it; if it should match, compare its rule, symbol, from and to with the finding's",
    }
    EXPIRED_ALLOW: Drift, Error, [], Files {
        fires: "An exception is past the date that it expires on.",
        why: "whoever wrote it wanted it looked at again by then",
        before: "expires = 2999-12-31",
        after: "expires = 2020-01-01",
        safely: "remove it, or give it a new date and a reason that still holds",
    }
}

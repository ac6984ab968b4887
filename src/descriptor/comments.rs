//! Comments of a schema that end up in somebody's source code.

use prost_types::FileDescriptorProto;

/// A character of a line, or a mark in place of one that editors do not show, or that makes them show
/// the others in another order: compilers refuse those.
pub fn shown(c: char) -> char {
    match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Makes all comments of a file such that they can be shown.
pub fn show_all(file: &mut FileDescriptorProto) {
    let show = |comment: &mut String| {
        let shown_or_blank = |c| if matches!(c, '\n' | '\t') { c } else { shown(c) };
        *comment = comment.replace("\r\n", "\n").chars().map(shown_or_blank).collect();
    };
    let locations = file.source_code_info.iter_mut().flat_map(|info| &mut info.location);
    for location in locations {
        location.leading_comments.iter_mut().for_each(show);
        location.trailing_comments.iter_mut().for_each(show);
        location.leading_detached_comments.iter_mut().for_each(show);
    }
}

#[cfg(test)]
mod tests {
    use prost_types::SourceCodeInfo;
    use prost_types::source_code_info::Location;

    use super::*;

    #[test]
    fn what_compilers_refuse_is_replaced() {
        let location = Location {
            leading_comments: Some(" a\r\n\tb\u{202e}c\rd\n".to_owned()),
            leading_detached_comments: vec!["\u{0}".to_owned()],
            ..Location::default()
        };
        let info = SourceCodeInfo { location: vec![location] };
        let mut file = FileDescriptorProto { source_code_info: Some(info), ..FileDescriptorProto::default() };
        show_all(&mut file);

        let location = &file.source_code_info.unwrap().location[0];
        assert_eq!(location.leading_comments(), " a\n\tb\u{fffd}c\u{fffd}d\n");
        assert_eq!(location.leading_detached_comments, ["\u{fffd}"]);
    }
}

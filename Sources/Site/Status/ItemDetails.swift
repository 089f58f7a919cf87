// SPDX-License-Identifier: Apache-2.0
import Kit

/// Shows what the catalogue says of an item: its attributes in words, and further pictures of it (`images`: addresses,
/// or objects of `url` and `alt`) where they are of this origin.
struct ItemDetails {
    let attributes: JSON.Object

    /// How many of each are shown.
    private static let facts = 8
    private static let pictures = 6

    var html: HTML {
        """
        \(words.isEmpty ? HTML.none : "<dl class=\"traits\">\(words)</dl>")\
        \(pictures.isEmpty ? HTML.none : "<p class=\"views\">\(pictures)</p>")
        """
    }

    private var words: [HTML] {
        attributes.lazy.compactMap { key, value -> HTML? in
            guard let text = value.string ?? value.int.map({ "\($0)" }), !text.isEmpty else { return nil }
            return "<div><dt>\(typed: key)</dt><dd>\(typed: text)</dd></div>"
        }.prefix(Self.facts).map { $0 }
    }

    private var pictures: [HTML] {
        (attributes["images"]?.array ?? []).prefix(Self.pictures).compactMap { image in
            guard let url = image.string ?? image["url"]?.string else { return nil }
            let picture = Picture(url: url, alt: image["alt"]?.string ?? "")
            return picture.isOwn ? picture.html : nil
        }
    }
}

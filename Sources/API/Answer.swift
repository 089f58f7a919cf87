// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Kit

/// Is what an endpoint answers when all went well.
package struct Answer: Sendable {
    package enum Content: Sendable {
        case none
        case json(JSON)
        /// JSON that was written by hand, or kept with an idempotency key: sent byte for byte.
        case written([UInt8])
        case bytes([UInt8], type: String)
        case events(EventStream)
    }

    /// Declares one answer in the document.
    package struct Form: Sendable {
        package enum Content: Sendable {
            case none
            case json(Schema)
            case media(String)
        }

        let status: Int
        let description: String
        let content: Content
        let isTagged: Bool

        /// `tagged` says that the answer carries an ETag made of the thing's version.
        package static func json(
            _ status: Int, _ description: String, _ schema: Schema, tagged: Bool = false
        ) -> Form {
            Form(status: status, description: description, content: .json(schema), isTagged: tagged)
        }

        package static func media(_ status: Int, _ description: String, _ type: String) -> Form {
            Form(status: status, description: description, content: .media(type), isTagged: false)
        }

        package static func empty(_ status: Int, _ description: String) -> Form {
            Form(status: status, description: description, content: .none, isTagged: false)
        }
    }

    package var status: Int
    package var content: Content
    package var headers: HTTPFields
    /// The tag of what is shown, with its quotes: `"v7"`.
    package var tag: String?

    package init(status: Int, content: Content = .none, headers: HTTPFields = [:], tag: String? = nil) {
        self.status = status
        self.content = content
        self.headers = headers
        self.tag = tag
    }

    /// Writes the tag of a version.
    package static func tag(version: Int) -> String { "\"v\(version)\"" }

    package static func ok(_ json: JSON, version: Int? = nil) -> Answer {
        Answer(status: 200, content: .json(json), tag: version.map(tag(version:)))
    }

    /// Answers 201 with the address of what was made.
    package static func created(_ json: JSON, at location: String, version: Int? = nil) -> Answer {
        Answer(
            status: 201, content: .json(json), headers: [.location: location], tag: version.map(tag(version:)))
    }

    package static let noContent = Answer(status: 204)

    package static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
        Answer(status: 200, content: .bytes(Array(text.utf8), type: type))
    }

    package static func events(_ stream: EventStream) -> Answer { Answer(status: 200, content: .events(stream)) }
}

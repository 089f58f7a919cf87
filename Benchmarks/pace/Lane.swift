// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// Keeps one connection: one request at a time, answers read by their Content-Length.
final class Lane: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let load: Load
    private var context: ChannelHandlerContext?
    private var due: NIODeadline?
    private var sent = NIODeadline.now()
    private var received = ByteBuffer()
    private var request = ByteBuffer()

    init(_ load: Load) { self.load = load }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        load.isOpen(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        load.lost(self, isBusy: due != nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func send(_ due: NIODeadline, write: (inout ByteBuffer) -> Void) {
        self.due = due
        sent = .now()
        request.clear()
        write(&request)
        context?.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        guard let answer = received.withUnsafeReadableBytes(Answer.init), let due else { return }
        received.clear()
        self.due = nil
        load.answered(self, due: due, sent: sent, answer)
    }
}

/// Reads an answer of HTTP/1.1 as far as a load needs it.
struct Answer {
    let status: Int
    let hasRetryAfter: Bool

    /// Gives an answer once head and body are there, else nil.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let end = Self.find("\r\n\r\n", in: bytes) else { return nil }
        let head = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        var length = 0
        if let place = Self.find("\ncontent-length:", in: head) {
            for byte in bytes[(place + 16)...] where byte != 0x20 {
                guard let digit = Self.digit(byte) else { break }
                length = length * 10 + digit
            }
        }
        guard bytes.count >= end + 4 + length, bytes.count >= 12 else { return nil }
        status = bytes[9..<12].reduce(0) { $0 * 10 + (Self.digit($1) ?? 0) }
        hasRetryAfter = status == 503 && Self.find("\nretry-after:", in: head) != nil
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil
    }

    /// Finds a text of small letters, whatever the case of the bytes.
    private static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).first { start in
            for offset in wanted.indices {
                let byte = bytes[start + offset]
                let small = (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
                guard small == wanted[offset] else { return false }
            }
            return true
        }
    }
}

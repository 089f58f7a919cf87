// SPDX-License-Identifier: Apache-2.0
import CPQ

extension Connection {
    /// Sends a request; `isLost` says afterwards whether the connection still stands.
    func send(_ operation: Operation, now: UInt64) {
        operation.sentAt = now
        operation.deadline = now &+ operation.plan.span
        operation.connection = id
        inFlight.append(operation)
        let sent =
            switch operation.plan.work {
            case .statements(let statements, let ending): sendStatements(statements, ending, operation)
            case .commands(let commands): sendCommands(commands, operation)
            case .script(let text): sendPlain(text)
            case .copyStart(let text): sendPlain(text)
            case .copyChunk(let bytes): sendChunk(bytes)
            case .copyEnd(let abort, _): PQputCopyEnd(pointer, abort ? "abandoned by the client" : nil) == 1
            }
        if sent { flush() } else { isLost = true }
    }

    private func sendStatements(
        _ statements: [BoundStatement], _ ending: Plan.Ending, _ operation: Operation
    ) -> Bool {
        if operation.opensTransaction {
            guard sendCommand("BEGIN ISOLATION LEVEL READ COMMITTED", .command, operation) else { return false }
        }
        for statement in statements {
            guard sendStatement(statement, operation) else { return false }
        }
        switch ending {
        case .none: break
        case .commit: guard sendCommand("COMMIT", .commit, operation) else { return false }
        case .rollback: guard sendCommand("ROLLBACK", .command, operation) else { return false }
        }
        return PQpipelineSync(pointer) == 1
    }

    private func sendCommands(_ commands: [String], _ operation: Operation) -> Bool {
        for command in commands {
            guard sendCommand(command, .command, operation) else { return false }
        }
        return PQpipelineSync(pointer) == 1
    }

    private func sendCommand(_ sql: String, _ slot: Operation.Slot, _ operation: Operation) -> Bool {
        operation.slots.append(slot)
        return PQsendQueryParams(pointer, sql, 0, nil, nil, nil, nil, 1) == 1
    }

    private func sendStatement(_ statement: BoundStatement, _ operation: Operation) -> Bool {
        let key = PreparedKey(statement)
        let count = Int32(statement.parameters.count)
        let name: String
        if let known = prepared[key] {
            name = known
        } else {
            name = nameNext(for: key)
            operation.slots.append(.prepare(key))
            guard PQsendPrepare(pointer, name, statement.type.sql, count, key.types) == 1 else { return false }
        }
        operation.slots.append(.statement)
        return statement.parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1) == 1
        }
    }

    /// Leaves pipeline mode, which neither COPY nor several statements in one text can live in.
    private func sendPlain(_ text: String) -> Bool {
        guard inFlight.count == 1, isPipelining, PQexitPipelineMode(pointer) == 1 else { return false }
        isPipelining = false
        return PQsendQuery(pointer, text) == 1
    }

    private func sendChunk(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return PQputCopyData(pointer, start, Int32(clamping: buffer.count)) == 1
        }
    }
}

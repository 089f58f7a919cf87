// SPDX-License-Identifier: Apache-2.0
import CPQ

extension Connection {
    /// Puts one result where it belongs; returns whether the request is complete.
    func take(_ box: ResultBox, for operation: Operation) -> Bool {
        let status = PQresultStatus(box.pointer)
        switch status {
        case PGRES_PIPELINE_SYNC:
            return true
        case PGRES_PIPELINE_ABORTED:
            operation.hasResult = true
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            operation.hasResult = true
            accept(box, for: operation)
        case PGRES_COPY_IN:
            guard case .copyStart = operation.plan.work else {
                return refuse("a COPY belongs into Database.copy", operation)
            }
            isCopying = true
            return true
        case PGRES_FATAL_ERROR:
            operation.hasResult = true
            fail(operation, with: box)
        default:
            return refuse("unexpected result status \(status.rawValue)", operation)
        }
        return false
    }

    /// Notes that a command's results have ended; returns whether the request is complete.
    func endOfResults(_ operation: Operation) -> Bool {
        guard isPipelining else {
            // Scripts and COPY end here; the connection goes back to its usual mode.
            isCopying = false
            isPipelining = PQenterPipelineMode(pointer) == 1
            if !isPipelining { isOver = true }
            return true
        }
        if operation.hasResult {
            operation.slot += 1
            operation.hasResult = false
        }
        return false
    }

    private func accept(_ box: ResultBox, for operation: Operation) {
        guard isPipelining else {
            operation.results.append(box)
            return
        }
        guard operation.slot < operation.slots.count else { return }
        switch operation.slots[operation.slot] {
        case .statement:
            operation.results.append(box)
        case .commit:
            // The server answers COMMIT of a failed transaction with ROLLBACK, which is no error to it.
            if String(cString: PQcmdStatus(box.pointer)) != "COMMIT" {
                operation.fail(DatabaseError(.server, .inFailedTransaction, statement: operation.plan.name))
            }
        case .prepare, .command:
            break
        }
    }

    private func fail(_ operation: Operation, with box: ResultBox) {
        if box.isFatal || box.sqlState == nil {
            // The session is over, and nobody knows how far the request came.
            lastWords = lastWords ?? box.sqlState
            isOver = true
            return
        }
        if box.isStalePlan || box.sqlState == .invalidStatementName { operation.mustPrepareAgain = true }
        operation.fail(box.error(statement: operation.statementName))
    }

    /// Gives a request up that leaves the connection in a state nobody can use.
    private func refuse(_ message: String, _ operation: Operation) -> Bool {
        operation.fail(DatabaseError(.server, .featureNotSupported, statement: operation.plan.name, message: message))
        isOver = true
        return true
    }
}

extension Operation {
    /// Keeps the first error; what follows it is only its echo.
    func fail(_ error: DatabaseError) {
        guard failure == nil else { return }
        failure = error
        failedSlot = slot
    }

    /// The name of the statement whose result is being read.
    var statementName: String {
        guard case .statements(let statements, _) = plan.work, slot < slots.count else { return plan.name }
        switch slots[slot] {
        case .statement, .prepare:
            let index = slots[..<slot].count { if case .statement = $0 { true } else { false } }
            return index < statements.count ? statements[index].type.name : plan.name
        case .command, .commit:
            return plan.name
        }
    }
}

package org.muster.hypervisor.proxmox;

import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * What an answer other than 200 means. Proxmox VE tells nearly everything by 500 and words, of its own 595 to 599 when one
 * node could not ask another, and a missing VM by the lack of its configuration file (also right after a migration).
 */
final class Refusals {

    private Refusals() {}

    static HypervisorException of(Answer answer) {
        String words = answer.message();
        return switch (answer.status()) {
            case 401 -> failure(Reason.CREDENTIALS_REFUSED, "The cluster refuses the credentials.");
            case 403 -> failure(Reason.REFUSED, words.isEmpty() ? "The cluster says: not permitted." : words);
            case 400 -> failure(Reason.REFUSED, words.isEmpty() ? "The cluster finds the request wrong." : words);
            case 500 -> failed(words);
            case 501 -> failure(Reason.SOURCE_FAILED, "This version of Proxmox VE does not know the request.");
            case 595, 596, 597, 599 ->
                failure(Reason.SOURCE_FAILED, "The node could not be asked by its cluster (" + answer.status() + ").");
            case 301, 302, 307, 308 -> failure(Reason.BAD_ANSWER, "The address leads elsewhere.");
            default -> failure(Reason.BAD_ANSWER, "The cluster answered " + answer.status() + ".");
        };
    }

    /** Whether what was to be changed may be changed all the same: the answer is another's than who was to do it. */
    static boolean leaveDoubt(int status) {
        return switch (status) {
            case 301, 302, 307, 308, 400, 401, 403, 500, 501, 595 -> false;
            default -> true;
        };
    }

    private static HypervisorException failed(String words) {
        if (words.isEmpty()) {
            return failure(Reason.SOURCE_FAILED, "The cluster's file system (pmxcfs) does not answer.");
        }
        if (words.startsWith("Configuration file 'nodes/") && words.endsWith("does not exist")) {
            return failure(Reason.NO_SUCH_VM, "The cluster has no such VM there.");
        }
        return failure(Reason.REFUSED, words);
    }

    private static HypervisorException failure(Reason reason, String words) {
        return new HypervisorException(reason, words);
    }
}

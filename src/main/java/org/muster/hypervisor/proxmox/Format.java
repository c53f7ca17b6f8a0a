package org.muster.hypervisor.proxmox;

/**
 * A format of the API. Before pve-http-server 5.2.0 (January 2025) JSON has the words of a failure nowhere but in the status
 * line, which the JDK's client does not show; the format of the cluster's own pages has them in the body, in all versions.
 */
enum Format {
    JSON {
        @Override
        Answer read(Answer answer) {
            return answer;
        }
    },
    /** Failures too come with status 200, but for those of the credentials and of the way. */
    EXTJS {
        @Override
        Answer read(Answer answer) {
            return answer.isOk() && answer.body().length <= LONGEST_FAILURE ? answer.unfolded() : answer;
        }
    };

    private static final int LONGEST_FAILURE = 64 * 1024;

    /** The first version of which every release tells failures in its JSON. */
    private static final int FIRST_WITH_WORDS = 9;

    static Format of(int majorVersion) {
        return majorVersion < FIRST_WITH_WORDS ? EXTJS : JSON;
    }

    /** A path below the API's root. */
    String path(String path) {
        return (this == JSON ? "/json" : "/extjs") + path;
    }

    /** The answer with the status that it means. */
    abstract Answer read(Answer answer);
}

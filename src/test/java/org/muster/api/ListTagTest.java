package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.muster.access.Caller;
import org.muster.access.rights.Role;

class ListTagTest {

    private static final Caller ADMIN = Vms.caller(1, "admin", Role.ADMINISTRATOR, "127.0.0.1");
    private static final String TAG = tag(5, Vms.fresh(), 50, ADMIN, VmLists.Mode.INVENTORY);

    @Test
    void theSameAnswerHasTheSameTag() {
        Caller elsewhere = Vms.caller(1, "admin", Role.ADMINISTRATOR, "10.0.0.1");
        assertThat(tag(5, Vms.fresh(), 50, elsewhere, VmLists.Mode.INVENTORY)).isEqualTo(TAG);
        assertThat(TAG).matches("W/\"[A-Za-z0-9_-]{20}\"");
    }

    @Test
    void anotherRevisionStalenessQuestionCallerOrModeHasAnother() {
        Caller other = Vms.caller(2, "other", Role.ADMINISTRATOR, "127.0.0.1");
        Caller demoted = Vms.caller(1, "admin", Role.VIEWER, "127.0.0.1");
        assertThat(TAG)
                .isNotEqualTo(tag(6, Vms.fresh(), 50, ADMIN, VmLists.Mode.INVENTORY))
                .isNotEqualTo(tag(5, Vms.stale(), 50, ADMIN, VmLists.Mode.INVENTORY))
                .isNotEqualTo(tag(5, Vms.fresh(), 51, ADMIN, VmLists.Mode.INVENTORY))
                .isNotEqualTo(tag(5, Vms.fresh(), 50, other, VmLists.Mode.INVENTORY))
                .isNotEqualTo(tag(5, Vms.fresh(), 50, demoted, VmLists.Mode.INVENTORY))
                .isNotEqualTo(tag(5, Vms.fresh(), 50, ADMIN, VmLists.Mode.FAILED));
    }

    @Test
    void aTagIsFoundAmongOthers() {
        assertThat(ListTag.isAmong(TAG, TAG)).isTrue();
        assertThat(ListTag.isAmong(TAG, "\"x\" , " + TAG)).isTrue();
        assertThat(ListTag.isAmong(TAG, TAG.substring(2))).isTrue();
        assertThat(ListTag.isAmong(TAG, "*")).isTrue();
        assertThat(ListTag.isAmong(TAG, "\"x\",,garbage")).isFalse();
        assertThat(ListTag.isAmong(TAG, "")).isFalse();
    }

    private static String tag(long revision, VmJson view, int size, Caller caller, VmLists.Mode mode) {
        MultivaluedHashMap<String, String> given = new MultivaluedHashMap<>();
        given.putSingle("size", String.valueOf(size));
        return ListTag.of(revision, view, VmListRequest.of(given), caller, mode);
    }
}

package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

class AuditTest {

    private final Database database = TestDatabase.fresh();
    private final Audit audit = new Audit(database);

    private List<String> rows() {
        return database.call(tx -> {
            List<String> found = new ArrayList<>();
            try (var query = tx.prepareStatement(
                            "SELECT actor, action, target, source_ip, outcome, detail FROM audit ORDER BY id");
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= 6; i++) {
                        row.append(i == 1 ? "" : "|").append(rows.getString(i));
                    }
                    found.add(row.toString());
                }
            }
            return found;
        });
    }

    @Test
    void whoDidWhatFromWhereIsKept() {
        Caller caller = new Caller(1, "admin", Role.ADMIN, "192.0.2.1");
        audit.record(caller, "vm.start", "vm:17", true, "");
        audit.record(caller, "vm.stop", "vm:17", false, "VM is a template");
        assertThat(rows())
                .containsExactly(
                        "admin|vm.start|vm:17|192.0.2.1|ok|", "admin|vm.stop|vm:17|192.0.2.1|refused|VM is a template");
    }

    @Test
    void aRowCannotForgeAnother() {
        audit.record("evil\n2026 admin ok", "::1", "login", "\u001b[2J", false, "x".repeat(5000));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row).startsWith("evil?2026 admin ok|login|?[2J|::1|refused|xxx");
            assertThat(row.length()).isLessThan(1100);
        });
    }
}

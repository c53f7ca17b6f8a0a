package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.List;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.Marks;
import org.muster.inventory.VmDetails;

/** Reads one answer as whatever the adapter may take it for: each is read or refused, and what is read is within bounds. */
final class EveryReading {

    /** A way to read an answer. */
    private interface Reading {
        void of(Answer answer) throws HypervisorException;
    }

    private static final List<Reading> ALL = List.of(
            EveryReading::list,
            EveryReading::definition,
            answer -> Snapshots.count(answer.data()),
            answer -> Privileges.of(answer.data()).require(),
            answer -> Orders.progress(Fields.of(answer.data())),
            EveryReading::guest,
            answer -> Refusals.of(new Answer(500, answer.body())));

    private EveryReading() {}

    /** @throws HypervisorException if any of them refuses it because it is no answer of a cluster */
    static void of(Answer answer) throws HypervisorException {
        HypervisorException refused = null;
        for (Reading reading : ALL) {
            try {
                reading.of(answer);
            } catch (HypervisorException e) {
                assertThat(e.reason()).isIn(Reason.BAD_ANSWER, Reason.CREDENTIALS_REFUSED);
                refused = e.reason() == Reason.BAD_ANSWER && reading == ALL.get(0) ? e : refused;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private static void list(Answer answer) throws HypervisorException {
        Resources list = Resources.of(answer);
        assertThat(list.nodes()).isNotEmpty();
        assertThat(list.readings()).hasSameSizeAs(list.guests());
        for (FigureReading figures : list.figures()) {
            assertThat(figures.cpuUsage() == null || Double.isFinite(figures.cpuUsage()))
                    .isTrue();
            assertThat(figures.memoryUsage() == null || Double.isFinite(figures.memoryUsage()))
                    .isTrue();
            assertThat(figures.uptimeSeconds() == null || figures.uptimeSeconds() >= 0)
                    .isTrue();
        }
        list.nodes().values().forEach(node -> node.host("9"));
        // Read row by row it has no other guests than as a whole.
        if (data(answer) instanceof JsonArray rows) {
            assertThat(rows.stream()
                            .map(row -> Fields.of(row).text("type"))
                            .filter(type -> type.equals("qemu") || type.equals("lxc")))
                    .hasSameSizeAs(list.guests());
        }
    }

    private static JsonValue data(Answer answer) {
        try {
            return answer.data();
        } catch (HypervisorException e) {
            return JsonValue.NULL; // what nobody reads may be too large to be kept
        }
    }

    private static void definition(Answer answer) throws HypervisorException {
        for (String id : List.of("qemu/100", "lxc/100")) {
            Guest guest = new Guest(
                    GuestId.parse(id).orElseThrow(), "pve1", "running", null, null, null, null, null, Marks.NONE, "");
            GuestConfig config = GuestConfig.of(answer.data());
            config.hasAgent();
            VmDetails details = config.details(guest, null);
            assertThat(details.name()).hasSizeBetween(1, 255);
            assertThat(details.description()).hasSizeLessThanOrEqualTo(4000);
            assertThat(details.nics()).hasSizeLessThanOrEqualTo(16);
            assertThat(details.memoryMib()).isNotNegative();
            assertThat(details.cores()).isNotNegative();
        }
    }

    private static void guest(Answer answer) throws HypervisorException {
        JsonValue said = Fields.of(answer.data()).object().getOrDefault("result", JsonValue.NULL);
        GuestObservation guest = GuestAgent.read(said, said, said, said, said, 1);
        assertThat(guest.calls()).isOne();
    }
}

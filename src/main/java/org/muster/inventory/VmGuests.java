package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;

/** What guests have said of themselves, in a table of its own: the list shows none of it. */
@Singleton
public class VmGuests {

    private static final String SET =
            " agent = ?, host_name = ?, os_id = ?, os_name = ?, os_version = ?, os_kernel = ?,"
                    + " addresses = ?, file_systems = ?, users = ?, observed_at = ?";

    /**
     * A VM whose guest may be asked.
     *
     * @param node the name of the host that it is on
     * @param startedAt null if not known
     */
    public record Running(long connectionId, long id, String externalId, String node, @Nullable Instant startedAt) {}

    private final Database database;

    @Inject
    public VmGuests(Database database) {
        this.database = database;
    }

    /** What the guest of a VM has said, if it was ever asked. */
    public Optional<VmGuest> find(long vmId) {
        return database.read(tx -> find(tx, vmId));
    }

    /** Every live VM that runs. */
    public List<Running> running() {
        return database.read(tx -> {
            List<Running> all = new ArrayList<>();
            try (PreparedStatement select =
                            tx.prepareStatement("SELECT v.connection_id, v.id, v.external_id, v.node, v.started_at"
                                    + " FROM vm_inventory v WHERE v.status = 'running' AND v.live_key IS NOT NULL");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Running(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            Cells.instant(row, "started_at")));
                }
            }
            return all;
        });
    }

    /** As {@link #find(long)}, in the caller's transaction. */
    public Optional<VmGuest> find(Connection tx, long vmId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT * FROM vm_guest WHERE vm_id = ?")) {
            select.setLong(1, vmId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** Writes what a guest says now, in the caller's transaction. */
    public void write(Connection tx, long vmId, VmGuest guest) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("UPDATE vm_guest SET" + SET + " WHERE vm_id = ?")) {
            bind(update, vmId, guest);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO vm_guest (agent, host_name, os_id, os_name,"
                + " os_version, os_kernel, addresses, file_systems, users, observed_at, vm_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, vmId, guest);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement to, long vmId, VmGuest guest) throws SQLException {
        Parameters p = new Parameters(to);
        VmGuest.Os os = guest.os();
        p.set(guest.agent().word());
        p.set(guest.hostName());
        p.set(os == null ? null : os.id());
        p.set(os == null ? null : os.name());
        p.set(os == null ? null : os.version());
        p.set(os == null ? null : os.kernel());
        p.set(GuestLines.ofAddresses(guest.addresses()));
        p.set(GuestLines.ofFileSystems(guest.fileSystems()));
        p.set(GuestLines.ofUsers(guest.users()));
        p.set(guest.observedAt());
        p.set(vmId);
    }

    private static VmGuest read(ResultSet row) throws SQLException {
        String id = row.getString("os_id");
        VmGuest.Os os = id == null
                ? null
                : new VmGuest.Os(id, row.getString("os_name"), row.getString("os_version"), row.getString("os_kernel"));
        return new VmGuest(
                VmGuest.Agent.valueOf(row.getString("agent").toUpperCase(Locale.ROOT)),
                row.getString("host_name"),
                os,
                GuestLines.addresses(row.getString("addresses")),
                GuestLines.fileSystems(row.getString("file_systems")),
                GuestLines.users(row.getString("users")),
                Cells.instant(row, "observed_at"));
    }
}

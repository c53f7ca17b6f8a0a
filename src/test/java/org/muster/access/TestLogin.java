package org.muster.access;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.muster.access.brake.Brakes;
import org.muster.access.ldap.Directory;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsBook;
import org.muster.platform.Database;
import org.muster.platform.Time;

/** Logging in to a test's database. */
final class TestLogin {

    private TestLogin() {}

    static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    static Outsiders outsiders(Database database, Accounts accounts) {
        Register register = new Register(database, new RightsBook(database, Time.SYSTEM), Time.SYSTEM);
        return new Outsiders(database, register, accounts, TestAudit.of(database));
    }

    static Authenticator authenticator(
            Database database, Accounts accounts, Passwords passwords, Map<String, String> settings) {
        return new Authenticator(
                accounts,
                TestAudit.of(database),
                new Brakes(Time.SYSTEM),
                new Directory(config(settings)),
                outsiders(database, accounts),
                passwords);
    }
}

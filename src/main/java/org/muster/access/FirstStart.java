package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.muster.access.rights.RightsConflict;
import org.muster.access.rights.Role;
import org.muster.platform.DatabaseException;
import org.muster.platform.Home;
import org.muster.platform.OwnerOnly;

/** Makes the administrator's account while there is none. */
@Singleton
public class FirstStart {

    /** The administrator's name. */
    static final String ADMIN = "admin";

    private static final int SHORTEST = 8;
    private static final int GENERATED = 24;
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final System.Logger LOG = System.getLogger(FirstStart.class.getName());

    private final Accounts accounts;
    private final Home home;
    private final Config config;
    private final Passwords passwords;

    @Inject
    FirstStart(Accounts accounts) {
        this(accounts, Home.configured(), ConfigProvider.getConfig(FirstStart.class.getClassLoader()), new Passwords());
    }

    FirstStart(Accounts accounts, Home home, Config config, Passwords passwords) {
        this.accounts = accounts;
        this.home = home;
        this.config = config;
        this.passwords = passwords;
    }

    /** The file that holds a generated password. */
    Path passwordFile() {
        return home.file("admin-password");
    }

    /** Makes the account if there is none: with {@code muster.admin.password}, else with a password written to the file. */
    void run() {
        if (accounts.isEmpty()) {
            String password = config.getOptionalValue("muster.admin.password", String.class)
                    .map(FirstStart::checked)
                    .orElseGet(this::generated);
            try {
                accounts.add(
                        Accounts.Wanted.person(ADMIN, passwords.hash(password)),
                        Set.of(Role.ADMINISTRATOR),
                        Set.of(),
                        ADMIN);
                LOG.log(System.Logger.Level.DEBUG, "The administrator's account was made.");
            } catch (RightsConflict | DatabaseException e) {
                if (e instanceof DatabaseException failure && !failure.isConflict()) {
                    throw e;
                }
                LOG.log(System.Logger.Level.INFO, "Another node made the administrator's account: its password holds.");
            }
        }
    }

    private static String checked(String password) {
        if (password.length() < SHORTEST) {
            throw new IllegalStateException("MUSTER_ADMIN_PASSWORD must have at least " + SHORTEST + " characters.");
        }
        return password;
    }

    private String generated() {
        try {
            if (Files.exists(passwordFile())) {
                return Files.readString(passwordFile()).strip(); // a first start that was cut off after this file
            }
            SecureRandom random = new SecureRandom();
            String password = random.ints(GENERATED, 0, LETTERS.length())
                    .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                    .toString();
            home.create();
            OwnerOnly.write(passwordFile(), password + "\n");
            return password;
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's password can't be written to " + passwordFile(), e);
        }
    }
}

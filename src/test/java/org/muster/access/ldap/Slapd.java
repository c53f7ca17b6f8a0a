package org.muster.access.ldap;

import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.LDAPSDKException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muster.it.FreePorts;

/** OpenLDAP's server with a few people, in a folder of its own. */
public final class Slapd implements AutoCloseable {

    public static final String SUFFIX = "dc=muster,dc=test";
    public static final String PEOPLE = "ou=people," + SUFFIX;
    public static final String GROUPS = "ou=groups," + SUFFIX;

    private static final String ROOT = "cn=root," + SUFFIX;
    private static final String CONFIG =
            """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload memberof
            pidfile %1$s/slapd.pid
            TLSCertificateFile %1$s/server.pem
            TLSCertificateKeyFile %1$s/server.key
            # as many are: who gives no password is nobody, and welcome
            allow bind_anon_cred bind_anon_dn
            database mdb
            suffix "dc=muster,dc=test"
            rootdn "cn=root,dc=muster,dc=test"
            rootpw root-Secret1
            directory %1$s/data
            overlay memberof
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by * auth
            """;

    private final Path folder;
    private final int port = FreePorts.one();
    private final int tlsPort = FreePorts.one();
    private Process process;

    /** Starts one in an empty folder. */
    public Slapd(Path folder) throws IOException, LDAPSDKException {
        this.folder = folder;
        Files.createDirectory(folder.resolve("data"));
        certify();
        Files.writeString(folder.resolve("slapd.conf"), CONFIG.formatted(folder));
        Files.writeString(folder.resolve("finder"), password("finder") + "\n");
        // A copy: a security profile of the installed file may keep it in the package's own folders.
        Files.copy(Path.of("/usr/sbin/slapd"), folder.resolve("slapd"));
        this.process = started();
        try (LDAPConnection root = root()) {
            root.add("dn: " + SUFFIX, "objectClass: dcObject", "objectClass: organization", "o: Muster");
            root.add("dn: " + PEOPLE, "objectClass: organizationalUnit");
            root.add("dn: " + GROUPS, "objectClass: organizationalUnit");
        }
        person("finder");
    }

    /** A certificate for 127.0.0.1 and its key. */
    private void certify() throws IOException {
        String command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=slapd"
                + " -addext subjectAltName=IP:127.0.0.1 -keyout server.key -out server.pem";
        Process openssl = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (openssl.onExit().join().exitValue() != 0) {
            throw new IOException(Files.readString(folder.resolve("openssl.log")));
        }
    }

    private Process started() throws IOException {
        String urls = "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + tlsPort;
        Process begun = new ProcessBuilder(
                        folder.resolve("slapd").toString(), "-d", "256", "-f", "slapd.conf", "-h", urls)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            if (!begun.isAlive()) {
                return true;
            }
            try (LDAPConnection root = root()) {
                return root.isConnected();
            }
        });
        if (!begun.isAlive()) {
            throw new IOException(Files.readString(folder.resolve("slapd.log")));
        }
        return begun;
    }

    private LDAPConnection root() throws LDAPSDKException {
        return new LDAPConnection("127.0.0.1", port, ROOT, "root-Secret1");
    }

    /** Ends it, as if the machine were gone. */
    public void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again, with all that it knew. */
    public void restart() throws IOException {
        process = started();
    }

    /** Settings for a search on a line with StartTLS, and more or others. */
    public Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "muster.ldap.url", url(),
                "muster.ldap.ca-file", file("server.pem"),
                "muster.ldap.bind-dn", dn("finder"),
                "muster.ldap.bind-password-file", file("finder"),
                "muster.ldap.base", SUFFIX));
        settings.putAll(more);
        return settings;
    }

    public String url() {
        return "ldap://127.0.0.1:" + port;
    }

    public String tlsUrl() {
        return "ldaps://127.0.0.1:" + tlsPort;
    }

    public String file(String name) {
        return folder.resolve(name).toString();
    }

    public static String password(String name) {
        return name + "-Secret1";
    }

    public static String dn(String name) {
        return "uid=" + name + "," + PEOPLE;
    }

    /** Adds somebody. */
    public void person(String name) throws LDAPSDKException {
        person(name, PEOPLE);
    }

    /** Adds somebody elsewhere. */
    public void person(String name, String where) throws LDAPSDKException {
        try (LDAPConnection root = root()) {
            root.add(
                    "dn: uid=" + name + "," + where,
                    "objectClass: inetOrgPerson",
                    "cn: " + name,
                    "sn: " + name,
                    "mail: " + name + "@muster.test",
                    "userPassword: " + password(name));
        }
    }

    /** Adds a group with these people in it. */
    public void group(String name, String... people) throws LDAPSDKException {
        try (LDAPConnection root = root()) {
            root.add("dn: cn=" + name + "," + GROUPS, "objectClass: groupOfNames", "member: " + dn("finder"));
            for (String person : people) {
                root.modify("cn=" + name + "," + GROUPS, new Modification(ModificationType.ADD, "member", dn(person)));
            }
        }
    }

    /** Takes somebody out of a group. */
    public void leave(String group, String person) throws LDAPSDKException {
        try (LDAPConnection root = root()) {
            root.modify("cn=" + group + "," + GROUPS, new Modification(ModificationType.DELETE, "member", dn(person)));
        }
    }

    /** Takes an entry away. */
    public void remove(String dn) throws LDAPSDKException {
        try (LDAPConnection root = root()) {
            root.delete(dn);
        }
    }

    /** Adds an entry that says that the truth is elsewhere. */
    public void referral(String name, String url) throws LDAPSDKException {
        try (LDAPConnection root = root()) {
            root.add(List.of(
                            "dn: uid=" + name + "," + PEOPLE,
                            "objectClass: referral",
                            "objectClass: extensibleObject",
                            "uid: " + name,
                            "ref: " + url)
                    .toArray(String[]::new));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

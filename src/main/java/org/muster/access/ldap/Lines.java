package org.muster.access.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections to the directory: believed certificates for that host only, no referral followed, all in time. */
final class Lines {

    private static final int LONGEST_ANSWER = 1 << 20;

    private final LdapConfig.Server server;

    Lines(LdapConfig.Server server) {
        this.server = server;
    }

    /** A connection on which nobody is known yet. */
    LDAPConnection open() throws LDAPException, GeneralSecurityException, IOException {
        return switch (server.line()) {
            case PLAIN -> new LDAPConnection(options(), server.host(), server.port());
            case LDAPS -> new LDAPConnection(sockets(), options(), server.host(), server.port());
            case START_TLS -> startTls(sockets());
        };
    }

    private LDAPConnection startTls(SSLSocketFactory sockets) throws LDAPException {
        LDAPConnection connection = new LDAPConnection(options(), server.host(), server.port());
        try {
            ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(sockets));
            if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new LDAPException(result);
            }
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private SSLSocketFactory sockets() throws GeneralSecurityException, IOException {
        return new TimedSockets(trust(server.caFile()).getSocketFactory(), millis());
    }

    private int millis() {
        return (int) server.deadline().toMillis();
    }

    private LDAPConnectionOptions options() {
        int millis = millis();
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true); // no thread of its own for each connection
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setMaxMessageSize(LONGEST_ANSWER);
        options.setFollowReferrals(false);
        options.setAutoReconnect(false);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        return options;
    }

    /** Read anew each time: a CA that is exchanged holds at once. */
    private static SSLContext trust(@Nullable Path file) throws GeneralSecurityException, IOException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(file == null ? null : store(file));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
        }
        return store;
    }
}

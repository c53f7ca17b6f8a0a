package org.muster.hypervisor.proxmox;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * HTTP to a cluster. What reads shares connections that are kept open. What changes something goes over one of its own: a
 * cluster closes kept ones (after 5 s, 100 requests, any failure) when it likes, and nobody can tell whether it took what was
 * sent just then. A client keeps a thread until nobody knows it any more; the JDK's of version 17 can't be closed.
 */
final class Wires {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final SSLContext tls;
    private final ExecutorService threads;
    private final HttpClient kept;

    Wires(SSLContext tls) {
        this.tls = tls;
        this.threads = Executors.newCachedThreadPool(Wires::thread);
        this.kept = open();
    }

    /** Ends by itself when it has had nothing to do for a minute. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "muster-proxmox-http");
        thread.setDaemon(true);
        return thread;
    }

    HttpClient toRead() {
        return kept;
    }

    /** For one request. */
    HttpClient toChange() {
        return open();
    }

    private HttpClient open() {
        return HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .executor(threads)
                .sslContext(tls)
                .sslParameters(new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"}))
                .build();
    }
}

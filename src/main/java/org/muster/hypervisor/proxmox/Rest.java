package org.muster.hypervisor.proxmox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.UntrustedSource;

/**
 * HTTP to one cluster, at the address that answered last. What only reads goes on to the next address if one fails; what
 * changes something does so only while no byte of it was sent, and over a connection that was just opened.
 */
final class Rest {

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final List<ProxmoxAddress> addresses;
    private final AtomicInteger preferred;
    private final Wires wires;
    private final AtomicInteger calls = new AtomicInteger();

    Rest(List<ProxmoxAddress> addresses, Remembered remembered) {
        this.addresses = List.copyOf(addresses);
        this.preferred = remembered.preferred();
        this.wires = remembered.wires();
    }

    /** How many requests were sent. */
    int calls() {
        return calls.get();
    }

    /**
     * Asks.
     *
     * @param form null to read, else what is posted
     * @throws OrderInDoubt if something was posted and no answer came
     * @throws HypervisorException UNREACHABLE, TIMEOUT, UNTRUSTED or BAD_ANSWER; an answer of any status is returned
     */
    Answer ask(String path, @Nullable Map<String, String> form, Map<String, String> headers, Duration limit)
            throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        HypervisorException first = null;
        for (int tried = 0; tried < addresses.size(); tried++) {
            int at = Math.floorMod(preferred.get(), addresses.size());
            try {
                HttpRequest request = request(addresses.get(at), path, form, headers);
                return form == null
                        ? read(addresses.get(at), request, left)
                        : answer(addresses.get(at), request, left.now());
            } catch (IOException e) {
                HypervisorException failure = failure(addresses.get(at), e);
                first = first == null ? failure : first;
                preferred.compareAndSet(at, at + 1);
                if (form != null && !isBeforeSending(e)) {
                    throw new OrderInDoubt(failure);
                }
            } catch (TimeoutException e) {
                preferred.compareAndSet(at, at + 1); // the next connection begins elsewhere
                HypervisorException late =
                        new HypervisorException(Reason.TIMEOUT, addresses.get(at) + " does not answer in time.", e);
                throw form == null ? late : new OrderInDoubt(late);
            }
        }
        throw first == null ? new HypervisorException(Reason.ADDRESS_REFUSED, "There is no address.") : first;
    }

    /** Asks to read, at the address that answered last, without waiting; the future may be cancelled. */
    CompletableFuture<Answer> begin(String path, Map<String, String> headers) {
        ProxmoxAddress address = addresses.get(Math.floorMod(preferred.get(), addresses.size()));
        return send(request(address, path, null, headers));
    }

    private HttpRequest request(
            ProxmoxAddress address, String path, @Nullable Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.root() + path));
        headers.forEach(request::header);
        request.header("Accept-Encoding", "gzip");
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
            request.POST(BodyPublishers.ofString(encoded(form))); // not from a stream: chunks are answered with 501
        }
        return request.build();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A connection that was kept open may break just when it is used again; what only reads is then asked once more. */
    private Answer read(ProxmoxAddress address, HttpRequest request, TimeLeft left)
            throws IOException, TimeoutException, HypervisorException {
        try {
            return answer(address, request, left.now());
        } catch (IOException e) {
            if (isBeforeSending(e) || isUnusable(e)) {
                throw e;
            }
            return answer(address, request, left.now());
        }
    }

    private Answer answer(ProxmoxAddress address, HttpRequest request, Duration limit)
            throws IOException, TimeoutException, HypervisorException {
        CompletableFuture<Answer> coming = send(request);
        try {
            return coming.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Asking " + address + " was interrupted.", e);
        } finally {
            coming.cancel(true);
        }
    }

    /** Cancelling it ends the exchange and its socket. */
    private CompletableFuture<Answer> send(HttpRequest request) {
        calls.incrementAndGet();
        HttpClient http = request.method().equals("GET") ? wires.toRead() : wires.toChange();
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, info -> new LimitedBody(info, MOST_BYTES));
        CompletableFuture<Answer> coming =
                sent.thenApply(response -> new Answer(response.statusCode(), response.body()));
        coming.whenComplete((answer, failure) -> sent.cancel(true));
        return coming;
    }

    private static boolean isBeforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof SSLHandshakeException;
    }

    private static boolean isUnusable(IOException e) {
        return e instanceof LimitedBody.TooLong || e instanceof ZipException;
    }

    private static HypervisorException failure(ProxmoxAddress address, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate untrusted) {
                String words =
                        address + ": " + untrusted.getMessage() + ". Its fingerprint is " + untrusted.seen() + ".";
                return new UntrustedSource(words, untrusted.seen().text(), e);
            }
        }
        if (isUnusable(e)) {
            return new HypervisorException(Reason.BAD_ANSWER, address + ": " + e.getMessage() + ".", e);
        }
        return new HypervisorException(Reason.UNREACHABLE, address + " can't be reached: " + words(e), e);
    }

    private static String words(IOException e) {
        if (e instanceof HttpConnectTimeoutException) {
            return "nothing answers there.";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no host of that name.";
            }
        }
        if (e instanceof ConnectException) {
            return "the connection is refused.";
        }
        return e instanceof SSLHandshakeException ? "TLS failed." : "the connection broke.";
    }
}

package org.muster.hypervisor.proxmox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects an answer's body, unpacked, and gives up one that is longer than allowed. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final int most;
    private final @Nullable Gunzip gunzip;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    LimitedBody(ResponseInfo info, int most) {
        boolean packed = info.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        this.gunzip = packed ? new Gunzip() : null;
        this.most = most;
        body.whenComplete((all, failure) -> close());
    }

    private void close() {
        if (gunzip != null) {
            gunzip.close();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (body.isDone()) {
                return;
            }
            try {
                append(part);
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }

    private void append(ByteBuffer part) throws IOException {
        if (gunzip != null) {
            gunzip.unpack(part, bytes, most);
        } else {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        if (bytes.size() > most) {
            throw new TooLong();
        }
    }

    private void giveUp(IOException why) {
        if (subscription != null) {
            subscription.cancel();
        }
        body.completeExceptionally(why);
    }

    @Override
    public void onError(Throwable why) {
        body.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        try {
            if (gunzip != null && bytes.size() > 0) {
                gunzip.requireEnd();
            }
            body.complete(bytes.toByteArray());
        } catch (IOException e) {
            body.completeExceptionally(e);
        }
    }

    /** More was sent than is read. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the answer is too long");
        }
    }
}

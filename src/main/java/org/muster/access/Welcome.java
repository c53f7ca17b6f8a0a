package org.muster.access;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Secrets;
import org.muster.platform.Threads;

/** At the start: has the secrets' key checked, makes the first account, and tells where Muster is. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Welcome {

    private static final System.Logger LOG = System.getLogger(Welcome.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    private @Nullable FirstStart firstStart;

    @Inject
    private @Nullable Secrets secrets; // a missing key must stop the start, not the first use

    @Inject
    private @Nullable Threads threads;

    @PostConstruct
    void start() {
        if (firstStart == null || secrets == null || threads == null) {
            throw new IllegalStateException("not injected");
        }
        firstStart.run();
        Config config = ConfigProvider.getConfig(Welcome.class.getClassLoader());
        config.getOptionalValue("muster.port", Integer.class)
                .ifPresentOrElse(port -> tellOnceItAnswers(config, port), this::tellPassword);
    }

    private void tellOnceItAnswers(Config config, int port) {
        Objects.requireNonNull(threads)
                .named("welcome")
                .newThread(() -> {
                    if (answers(address(config), port)) {
                        LOG.log(
                                System.Logger.Level.INFO,
                                "Muster is ready: http://{0}:{1}",
                                address(config),
                                Integer.toString(port));
                    }
                    tellPassword();
                })
                .start();
    }

    private static boolean answers(String address, int port) {
        try {
            return new FirstAnswer(address, port).comesWithin(PATIENCE);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is no address of this machine.", address);
            return false;
        }
    }

    private void tellPassword() {
        if (firstStart != null && Files.exists(firstStart.passwordFile())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Administrator: {0}, password in {1}",
                    FirstStart.ADMIN,
                    firstStart.passwordFile().toString());
        }
    }

    private static String address(Config config) {
        return config.getOptionalValue("muster.address", String.class).orElse("127.0.0.1");
    }
}

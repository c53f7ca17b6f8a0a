package org.muster.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Muster's own folder: the embedded database, keys, the first password. Setting {@code muster.home}. */
public final class Home {

    /** Where the folder is unless {@code muster.home} says otherwise: in the working folder. */
    public static final String DEFAULT = "./data";

    private final Path folder;

    /** The folder at that place, which need not exist yet. */
    public Home(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder that the configuration names. */
    public static Home configured() {
        return of(ConfigProvider.getConfig(Home.class.getClassLoader()));
    }

    static Home of(Config config) {
        return new Home(
                Path.of(config.getOptionalValue("muster.home", String.class).orElse(DEFAULT)));
    }

    /** The folder's absolute path. */
    public Path path() {
        return folder;
    }

    /** A file in the folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Makes the folder, for its owner only, unless it is there. */
    public Home create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return this;
    }
}

package org.muster.hypervisor.libvirt;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.muster.platform.Home;

/**
 * Settings of the libvirt adapter.
 *
 * @param testDrivers {@code muster.test.drivers}: whether libvirt's mock driver is an allowed address; off by default
 * @param home {@code ssh/id_ed25519} and {@code ssh/known_hosts} in it are for {@code qemu+ssh} addresses;
 *     {@code tls/cacert.pem}, {@code clientcert.pem} and {@code clientkey.pem}, if there, for {@code qemu+tls} ones
 */
public record LibvirtConfig(boolean testDrivers, Home home) {

    /** The settings of this server. */
    static LibvirtConfig configured() {
        return of(ConfigProvider.getConfig(LibvirtConfig.class.getClassLoader()), Home.configured());
    }

    static LibvirtConfig of(Config config, Home home) {
        return new LibvirtConfig(
                config.getOptionalValue("muster.test.drivers", String.class)
                        .orElse("off")
                        .equals("on"),
                home);
    }
}

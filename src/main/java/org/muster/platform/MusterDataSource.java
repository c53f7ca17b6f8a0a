package org.muster.platform;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the server pools as {@code java:app/jdbc/muster}. It finds the database by itself, so that the same file runs on
 * every server without a setting of the server's. The drivers are called directly: Payara takes a WAR's drivers out of
 * {@code DriverManager}, and its pool has no context class loader.
 */
public final class MusterDataSource implements DataSource {

    /** A process that stands still in the midst of writing must not keep its locks from other nodes for long. */
    private static final String SESSION = "idle_write_transaction_timeout=10";

    private final DatabaseConfig config;
    private final Driver driver;

    /** Configured by {@code muster.db.*} and {@code muster.home}; makes Muster's folder if the database lies in it. */
    public MusterDataSource() throws IOException {
        this(configured());
    }

    /** A source of connections to that database. */
    public MusterDataSource(DatabaseConfig config) {
        this.config = config;
        this.driver = config.isH2() ? new org.h2.Driver() : new org.mariadb.jdbc.Driver();
    }

    private static DatabaseConfig configured() throws IOException {
        var config = ConfigProvider.getConfig(MusterDataSource.class.getClassLoader());
        return DatabaseConfig.of(config, Home.of(config).create());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(config.user(), config.password());
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user == null ? config.user() : user);
        properties.setProperty("password", password == null ? config.password() : password);
        if (!config.isH2()) {
            properties.setProperty("sessionVariables", SESSION);
        }
        Connection connection = driver.connect(config.url(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not know this database URL.");
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("No " + type.getName() + " in here.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}

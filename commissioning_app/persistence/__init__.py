"""SQLAlchemy behind the services' ports: tables, mapping, transactions and migrations."""

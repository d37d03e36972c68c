using R2.Emulator.Api.Json;

namespace R2.Emulator.Api.Migrations;

/// <summary>The migrations of the account.</summary>
internal sealed class MigrationList
{
    private const int MostActive = 3;
    private readonly object _gate = new();
    private readonly List<Migration> _all = [];

    /// <summary>All migrations, the latest first.</summary>
    public IReadOnlyList<Migration> All
    {
        get
        {
            lock (_gate)
            {
                return [.. Enumerable.Reverse(_all)];
            }
        }
    }

    public Migration Find(string id) => All.FirstOrDefault(migration => migration.Id == id) ?? throw ApiErrors.NoSuchMigration();

    public Migration Add(Func<Migration> begin)
    {
        lock (_gate)
        {
            if (_all.Count(migration => migration.IsActive) >= MostActive)
            {
                throw ApiErrors.TooManyMigrations();
            }

            Migration migration = begin();
            _all.Add(migration);
            return migration;
        }
    }

    public void Remove(Migration migration)
    {
        lock (_gate)
        {
            _all.Remove(migration);
        }
    }
}

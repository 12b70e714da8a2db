to=s3://BUCKET
aws s3 sync public/v "$to/v" --cache-control "max-age=3600, stale-while-revalidate=604800"
aws s3 sync public "$to" --exclude "v/*" --exclude "*.html" --exclude "releases*" --cache-control no-cache
aws s3 sync public "$to" --exclude "v/*" --cache-control no-cache
aws s3 sync public "$to" --delete
